// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/retries.hpp"

#include "upstream/breaker.hpp"

#include <gtest/gtest.h>

namespace rmirror::upstream {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

CallResult answer(int status, Headers headers = {})
{
    CallResult result;
    result.outcome = CallOutcome::answered;
    result.status = status;
    result.sent = true;
    result.headers = std::move(headers);
    result.retry_after = retry_after_of(result.headers);
    return result;
}

CallResult failure(CallOutcome outcome, bool sent)
{
    CallResult result;
    result.outcome = outcome;
    result.sent = sent;
    return result;
}

TEST(Retries, read_how_long_to_wait_in_each_form)
{
    EXPECT_EQ(retry_after_of({}), std::nullopt);
    EXPECT_EQ(retry_after_of({{"retry-after", "7"}}), seconds(7));
    EXPECT_EQ(retry_after_of({{"retry-after", "0.2"}}), milliseconds(200));
    EXPECT_EQ(retry_after_of({{"retry-after", "1.5"}}), milliseconds(1500));
    EXPECT_EQ(retry_after_of({{"retry-after", "1.0001"}}), milliseconds(1001));
    EXPECT_EQ(retry_after_of({{"retry-after-ms", "250"}, {"retry-after", "7"}}), milliseconds(250));
    EXPECT_EQ(retry_after_of({{"retry-after-ms", "soon"}, {"retry-after", "7"}}), seconds(7));
    EXPECT_EQ(retry_after_of({{"date", "Fri, 20 Nov 2026 10:00:00 GMT"},
                              {"retry-after", "Fri, 20 Nov 2026 10:01:30 GMT"}}),
              seconds(90));
    EXPECT_EQ(retry_after_of({{"date", "Fri, 20 Nov 2026 10:00:00 GMT"},
                              {"retry-after", "Fri, 20 Nov 2026 09:00:00 GMT"}}),
              seconds(0));
}

TEST(Retries, believe_no_nonsense)
{
    for (auto const* const text : {"", "-1", "soon", "7 days", ".5", "1.2.3", "99999999999999999999"})
        EXPECT_EQ(retry_after_of({{"retry-after", text}}), std::nullopt) << text;
    EXPECT_EQ(retry_after_of({{"retry-after", "9999999999"}}), std::chrono::hours(7 * 24));
}

TEST(Retries, ask_again_only_where_it_may_help_and_does_no_harm)
{
    Retries const careful;
    Retries repeatable;
    repeatable.repeatable = true;
    for (int const status : {200, 400, 401, 402, 403, 404, 413, 501}) {
        EXPECT_EQ(reason_to_retry(careful, answer(status)), "") << status;
        EXPECT_EQ(reason_to_retry(repeatable, answer(status)), "") << status;
    }
    for (int const status : {408, 409, 429, 503, 529})
        EXPECT_EQ(reason_to_retry(careful, answer(status)), std::to_string(status));
    for (int const status : {500, 502, 504}) {
        EXPECT_EQ(reason_to_retry(careful, answer(status)), "") << status;
        EXPECT_EQ(reason_to_retry(repeatable, answer(status)), std::to_string(status));
    }
    EXPECT_EQ(reason_to_retry(careful, failure(CallOutcome::unreachable, false)), "unreachable");
    EXPECT_EQ(reason_to_retry(careful, failure(CallOutcome::unreachable, true)), "");
    EXPECT_EQ(reason_to_retry(repeatable, failure(CallOutcome::unreachable, true)), "unreachable");
    for (auto const outcome :
         {CallOutcome::too_large, CallOutcome::overloaded, CallOutcome::cooling_down, CallOutcome::cancelled})
        EXPECT_EQ(reason_to_retry(repeatable, failure(outcome, false)), "");
}

TEST(Retries, take_no_for_an_answer)
{
    Retries retries;
    EXPECT_EQ(reason_to_retry(retries, answer(429, {{"x-should-retry", "false"}})), "");
    retries.is_final = [](CallResult const& result) { return result.body == "blocked"; };
    auto blocked = answer(429);
    EXPECT_EQ(reason_to_retry(retries, blocked), "429");
    blocked.body = "blocked";
    EXPECT_EQ(reason_to_retry(retries, blocked), "");
}

TEST(Retries, pause_longer_each_time_and_never_all_alike)
{
    Retries const retries;
    auto failed = answer(503);
    for (auto const& [tries, longest] :
         {std::pair(1, 500), std::pair(2, 1000), std::pair(5, 8000), std::pair(60, 8000)}) {
        failed.tries = tries;
        EXPECT_EQ(pause_before_retry(retries, failed, 0), milliseconds(0));
        EXPECT_EQ(pause_before_retry(retries, failed, 0.5), milliseconds(longest / 2));
        EXPECT_EQ(pause_before_retry(retries, failed, 1), milliseconds(longest));
    }
}

TEST(Retries, never_come_before_they_were_asked_to)
{
    Retries const retries;
    auto const polite = answer(429, {{"retry-after", "3"}});
    EXPECT_EQ(pause_before_retry(retries, polite, 0), seconds(3));
    EXPECT_EQ(pause_before_retry(retries, polite, 1), milliseconds(3500));
    EXPECT_EQ(pause_before_retry(retries, answer(429, {{"retry-after", "21"}}), 0), std::nullopt);
}

class BreakerTest : public testing::Test {
protected:
    void answer_in_row(int count, int status)
    {
        for (int i = 0; i < count; ++i)
            breaker_.note(status, false, now_);
    }

    Breaker breaker_;
    Alarm::Time now_{std::chrono::hours(1)};
};

TEST_F(BreakerTest, opens_after_five_refusals_in_a_row)
{
    answer_in_row(4, 429);
    answer_in_row(1, 200);
    answer_in_row(4, 429);
    EXPECT_EQ(breaker_.cool_down(now_), seconds(0));
    // What was not answered neither counts nor interrupts.
    answer_in_row(3, 0);
    EXPECT_FALSE(breaker_.is_open());
    answer_in_row(1, 429);
    EXPECT_TRUE(breaker_.is_open());
    EXPECT_EQ(breaker_.cool_down(now_), seconds(60));
    EXPECT_EQ(breaker_.cool_down(now_ + seconds(59)), seconds(1));
}

TEST_F(BreakerTest, lets_one_try_after_the_cool_down)
{
    answer_in_row(5, 429);
    now_ += seconds(60);
    EXPECT_EQ(breaker_.cool_down(now_), seconds(0));
    EXPECT_TRUE(breaker_.begin());
    EXPECT_GT(breaker_.cool_down(now_), seconds(0));
    breaker_.note(200, true, now_);
    EXPECT_FALSE(breaker_.is_open());
    EXPECT_EQ(breaker_.cool_down(now_), seconds(0));
    EXPECT_FALSE(breaker_.begin());
}

TEST_F(BreakerTest, cools_down_again_when_the_trial_is_refused)
{
    answer_in_row(5, 429);
    now_ += seconds(60);
    breaker_.begin();
    breaker_.note(429, true, now_);
    EXPECT_EQ(breaker_.cool_down(now_), seconds(60));
}

TEST_F(BreakerTest, lets_another_try_when_the_trial_shows_nothing)
{
    answer_in_row(5, 429);
    now_ += seconds(60);
    breaker_.begin();
    breaker_.note(0, true, now_);
    EXPECT_TRUE(breaker_.is_open());
    EXPECT_EQ(breaker_.cool_down(now_), seconds(0));
    EXPECT_TRUE(breaker_.begin());
}

TEST_F(BreakerTest, is_not_moved_by_calls_that_began_before)
{
    answer_in_row(5, 429);
    now_ += seconds(30);
    answer_in_row(5, 429);
    answer_in_row(1, 200);
    EXPECT_EQ(breaker_.cool_down(now_), seconds(30));
}

}  // namespace
}  // namespace rmirror::upstream
