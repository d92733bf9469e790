// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/failure.hpp"

#include <gtest/gtest.h>

namespace rmirror::targets {
namespace {

using queue::ErrorClass;
using Kind = queue::Outcome::Kind;

upstream::CallResult unanswered(upstream::CallOutcome outcome)
{
    upstream::CallResult result;
    result.outcome = outcome;
    return result;
}

upstream::CallResult answered(int status, upstream::CallOutcome outcome = upstream::CallOutcome::answered)
{
    auto result = unanswered(outcome);
    result.status = status;
    return result;
}

TEST(Failure, is_none_when_the_status_says_so_whatever_follows_it)
{
    for (auto const outcome :
         {upstream::CallOutcome::answered, upstream::CallOutcome::too_large, upstream::CallOutcome::too_late})
        EXPECT_TRUE(is_done(answered(202, outcome)));
    EXPECT_FALSE(is_done(answered(199)));
    EXPECT_FALSE(is_done(answered(301)));
    EXPECT_FALSE(is_done(unanswered(upstream::CallOutcome::unreachable)));
}

TEST(Failure, of_a_service_that_is_away_may_stop_the_integration_in_the_end)
{
    for (auto const& result :
         {unanswered(upstream::CallOutcome::unreachable), unanswered(upstream::CallOutcome::too_late),
          answered(500), answered(503), answered(404), answered(301),
          answered(502, upstream::CallOutcome::too_large)}) {
        auto const delivery_result = failure_of(result, "Example");
        EXPECT_EQ(delivery_result.outcome.kind, Kind::retry) << result.status;
        EXPECT_EQ(delivery_result.outcome.error, ErrorClass::network_error) << result.status;
        EXPECT_FALSE(delivery_result.stops) << result.status;
        EXPECT_EQ(delivery_result.outcome.message.rfind("Example ", 0), 0U)
            << delivery_result.outcome.message;
    }
}

TEST(Failure, of_the_credential_or_the_address_stops_it_at_once)
{
    for (auto const& result :
         {answered(401), answered(403), unanswered(upstream::CallOutcome::refused_address)})
        EXPECT_TRUE(failure_of(result, "Example").stops);
}

TEST(Failure, that_only_takes_time_is_no_failure)
{
    auto busy = answered(429);
    EXPECT_EQ(failure_of(busy, "Example").outcome.after, std::chrono::seconds(60));
    busy.headers["retry-after"] = "3600";
    EXPECT_EQ(failure_of(busy, "Example").outcome.after, std::chrono::hours(1));
    auto not_begun = unanswered(upstream::CallOutcome::too_late);
    not_begun.tries = 0;
    for (auto const& result :
         {busy, not_begun, unanswered(upstream::CallOutcome::cooling_down),
          unanswered(upstream::CallOutcome::stopped), unanswered(upstream::CallOutcome::overloaded)})
        EXPECT_EQ(failure_of(result, "Example").outcome.kind, Kind::later);
}

TEST(Failure, of_one_item_leaves_the_others)
{
    auto const delivery_result = failure_of(answered(422), "Example");
    EXPECT_EQ(delivery_result.outcome.kind, Kind::retry);
    EXPECT_EQ(delivery_result.outcome.error, ErrorClass::invalid_data);
    EXPECT_FALSE(delivery_result.stops);
}

}  // namespace
}  // namespace rmirror::targets
