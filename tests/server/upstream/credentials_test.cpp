// SPDX-License-Identifier: AGPL-3.0-or-later
// A gateway whose calls carry credentials of their own, alone or in groups.
#include "upstream/gateway_fixture.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace rmirror::upstream {
namespace {

using std::chrono::seconds;
using test::GatewayTest;

/// Each limit is a credential of its own.
class CredentialsTest : public GatewayTest {
protected:
    CredentialsTest() : GatewayTest({.cools_down = GatewayOptions::CoolsDown::limit}) {}

    Order below(std::string limit, std::string owner) const
    {
        auto below = order(std::move(owner));
        below.share.limit = std::move(limit);
        return below;
    }

    /// A call that waits for nothing.
    Order in_group(std::string limit, std::string group) const
    {
        auto order = below(std::move(limit), "ann");
        order.retries = once();
        order.share.group = std::move(group);
        order.share.is_for_group = [](CallResult const& result) {
            return result.headers.contains("x-for-group");
        };
        return order;
    }

    CallOutcome outcome_of(Order order)
    {
        ask(std::move(order));
        if (gateway_.counts().under_way > 0)
            answer_next(200);
        return outcomes_.take().outcome;
    }
};

TEST_F(CredentialsTest, cool_down_alone_when_the_service_refused_one)
{
    be_refused();
    ask(order("bob"));
    EXPECT_EQ(outcomes_.take().outcome, CallOutcome::cooling_down);
    ask(below("another", "ann"));
    answer_next(200);
    EXPECT_EQ(outcomes_.take().status, 200);
    EXPECT_EQ(gateway_.counts().open_breakers, 1U);
}

TEST_F(CredentialsTest, are_counted_together_for_two_owners_of_one)
{
    for (auto const* const owner : {"a", "b", "b"}) {
        auto call = below("their key", owner);
        call.share.rate.calls = 2;
        ask(std::move(call));
    }
    answer_next(200);
    answer_next(200);
    outcomes_.take();
    outcomes_.take();
    EXPECT_EQ(gateway_.counts().waiting, 1U);
    clock_.turn(seconds(60));
    answer_next(200);
    EXPECT_EQ(outcomes_.take().status, 200);
}

TEST_F(CredentialsTest, of_one_group_cool_down_together_when_the_service_says_so)
{
    ask(in_group("a key", "a workspace"));
    answer_next(429, {{"Retry-After", "9"}, {"X-For-Group", "yes"}});
    EXPECT_EQ(outcomes_.take().retry_after, seconds(9));
    EXPECT_EQ(outcome_of(in_group("another key", "a workspace")), CallOutcome::cooling_down);
    EXPECT_EQ(outcome_of(in_group("another key", "another workspace")), CallOutcome::answered);
    clock_.turn(seconds(9));
    EXPECT_EQ(outcome_of(in_group("another key", "a workspace")), CallOutcome::answered);
}

TEST_F(CredentialsTest, of_one_group_cool_down_alone_otherwise)
{
    ask(in_group("a key", "a workspace"));
    answer_next(429, {{"Retry-After", "9"}});
    outcomes_.take();
    EXPECT_EQ(outcome_of(in_group("a key", "a workspace")), CallOutcome::cooling_down);
    EXPECT_EQ(outcome_of(in_group("another key", "a workspace")), CallOutcome::answered);
}

TEST_F(CredentialsTest, are_left_alone_with_their_group_when_it_was_refused_five_times)
{
    for (auto const* const key : {"a", "b", "c", "d", "e"}) {
        ask(in_group(key, "a workspace"));
        answer_next(429, {{"X-For-Group", "yes"}});
        outcomes_.take();
    }
    EXPECT_EQ(gateway_.counts().open_breakers, 1U);
    ask(in_group("f", "a workspace"));
    EXPECT_EQ(outcomes_.take().retry_after, seconds(60));
    EXPECT_EQ(outcome_of(in_group("a", "")), CallOutcome::answered);
    clock_.turn(seconds(60));
    EXPECT_EQ(outcome_of(in_group("f", "a workspace")), CallOutcome::answered);
    EXPECT_EQ(gateway_.counts().open_breakers, 0U);
}

TEST_F(CredentialsTest, are_not_left_alone_for_calls_that_were_on_their_way_when_a_pause_was_told)
{
    std::vector<http::test::Pending> on_their_way;
    for (int i = 0; i < 8; ++i) {
        ask(in_group("a key", ""));
        on_their_way.push_back(server_.pending().take());
    }
    for (auto const& pending : on_their_way) {
        answer(pending, 429, {{"Retry-After", "9"}});
        EXPECT_EQ(outcomes_.take().retry_after, seconds(9));
    }
    EXPECT_EQ(gateway_.counts().open_breakers, 0U);
}

TEST_F(CredentialsTest, are_used_for_interactive_calls_first)
{
    for (auto const* const key : {"1", "2", "interactive"}) {
        auto call = below("their key", std::string("owner ") + key);
        call.share.rate = {.calls = 2, .kept = 1};
        call.share.priority =
            key == std::string("interactive") ? Priority::interactive : Priority::background;
        call.call.headers = {{"X-Key", key}};
        ask(std::move(call));
    }
    std::multiset<std::string> keys;
    for (int i = 0; i < 2; ++i) {
        auto const begun = server_.pending().take();
        keys.emplace(begun.request.header("X-Key"));
        answer(begun, 200);
        outcomes_.take();
    }
    EXPECT_EQ(keys, (std::multiset<std::string>{"1", "interactive"}));
    EXPECT_EQ(gateway_.counts().waiting, 1U);
    // The second place is kept: the worker's call waits for one of its own.
    clock_.turn(seconds(60));
    answer_next(200);
    EXPECT_EQ(outcomes_.take().status, 200);
}

}  // namespace
}  // namespace rmirror::upstream
