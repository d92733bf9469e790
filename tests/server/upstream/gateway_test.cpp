// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/gateway.hpp"

#include "upstream/gateway_fixture.hpp"

#include <thread>

namespace rmirror::upstream {
namespace {

using http::test::Inbox;
using std::chrono::milliseconds;
using std::chrono::seconds;
using test::GatewayTest;

TEST_F(GatewayTest, brings_the_answer)
{
    ask(order());
    answer_next(200);
    auto const result = outcomes_.take();
    EXPECT_EQ(result.outcome, CallOutcome::answered);
    EXPECT_EQ(result.body, "as it was");
    EXPECT_EQ(result.tries, 1);
    EXPECT_EQ(gateway_.counts().answers.at("200"), 1U);
    EXPECT_EQ(gateway_.counts().under_way, 0U);
}

TEST_F(GatewayTest, asks_again_after_a_pause_and_no_more_than_three_times)
{
    ask(order());
    answer_next(503);
    EXPECT_EQ(clock_.asked(), milliseconds(250));
    clock_.turn(milliseconds(250));
    answer_next(529);
    EXPECT_EQ(clock_.asked(), milliseconds(500));
    clock_.turn(milliseconds(500));
    answer_next(503);
    auto const result = outcomes_.take();
    EXPECT_EQ(result.status, 503);
    EXPECT_EQ(result.tries, 3);
    auto const counts = gateway_.counts();
    EXPECT_EQ(counts.answers.at("503"), 2U);
    EXPECT_EQ(counts.retries.at("503"), 1U);
    EXPECT_EQ(counts.retries.at("529"), 1U);
    EXPECT_EQ(counts.waiting, 0U);
}

TEST_F(GatewayTest, waits_as_long_as_it_was_told_to)
{
    ask(order());
    answer_next(429, {{"Retry-After", "9"}});
    EXPECT_EQ(clock_.asked(), milliseconds(9250));
    clock_.turn(seconds(9));
    EXPECT_EQ(gateway_.counts().under_way, 0U);
    clock_.turn(milliseconds(250));
    answer_next(200);
    EXPECT_EQ(outcomes_.take().tries, 2);
}

TEST_F(GatewayTest, keeps_the_others_back_as_well_when_it_was_told_to_wait)
{
    ask(order());
    answer_next(429, {{"Retry-After", "9"}});
    clock_.asked();
    ask(order("bob"));
    EXPECT_EQ(clock_.asked(), seconds(9));
    EXPECT_EQ(gateway_.counts().under_way, 0U);
    auto impatient = order("who comes back alone");
    impatient.retries = once();
    ask(std::move(impatient));
    auto const refused = outcomes_.take();
    EXPECT_EQ(refused.outcome, CallOutcome::cooling_down);
    EXPECT_EQ(refused.retry_after, seconds(9));
    clock_.turn(milliseconds(9250));
    answer_next(200);
    answer_next(200);
    EXPECT_EQ(outcomes_.take().status, 200);
    EXPECT_EQ(outcomes_.take().status, 200);
}

TEST_F(GatewayTest, does_not_ask_again_for_what_would_come_too_late)
{
    auto urgent = order();
    urgent.call.deadline = seconds(8);
    ask(std::move(urgent));
    answer_next(429, {{"Retry-After", "9"}});
    auto const result = outcomes_.take();
    EXPECT_EQ(result.status, 429);
    EXPECT_EQ(result.retry_after, seconds(9));
}

TEST_F(GatewayTest, asks_again_when_the_service_was_unreachable)
{
    auto unreachable = order();
    unreachable.call.url = "http://127.0.0.1:1/";
    ask(std::move(unreachable));
    for (auto const pause : {250, 500}) {
        EXPECT_EQ(clock_.asked(), milliseconds(pause));
        clock_.turn(milliseconds(pause));
    }
    auto const result = outcomes_.take();
    EXPECT_EQ(result.outcome, CallOutcome::unreachable);
    EXPECT_EQ(result.tries, 3);
    EXPECT_FALSE(result.sent);
    EXPECT_EQ(gateway_.counts().retries.at("unreachable"), 2U);
}

TEST_F(GatewayTest, leaves_a_service_alone_that_refuses_five_times)
{
    be_refused();
    EXPECT_EQ(gateway_.counts().open_breakers, 1U);
    ask(order());
    auto const refused = outcomes_.take();
    EXPECT_EQ(refused.outcome, CallOutcome::cooling_down);
    EXPECT_EQ(refused.retry_after, seconds(60));
    EXPECT_EQ(refused.tries, 0);
    EXPECT_EQ(gateway_.counts().refused.at("held_off"), 1U);
}

TEST_F(GatewayTest, lets_one_call_try_when_the_service_has_cooled_down)
{
    be_refused();
    clock_.turn(seconds(60));
    ask(order());
    auto const trial = server_.pending().take();
    auto impatient = order();
    impatient.retries = once();
    ask(std::move(impatient));
    EXPECT_EQ(outcomes_.take().outcome, CallOutcome::cooling_down);
    answer(trial, 200);
    EXPECT_EQ(outcomes_.take().status, 200);
    EXPECT_EQ(gateway_.counts().open_breakers, 0U);
    ask(order());
    answer_next(200);
    EXPECT_EQ(outcomes_.take().status, 200);
}

TEST_F(GatewayTest, lets_an_owner_have_so_many_at_once)
{
    auto narrow = order("narrow");
    narrow.share.at_once = 1;
    ask(narrow);
    auto const first = server_.pending().take();
    ask(narrow);
    ask(order("another"));
    auto const another = server_.pending().take();
    EXPECT_EQ(gateway_.counts().under_way, 2U);
    EXPECT_EQ(gateway_.counts().waiting, 1U);
    answer(first, 200);
    answer_next(200);
    answer(another, 200);
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(outcomes_.take().status, 200);
}

TEST_F(GatewayTest, lets_so_many_begin_in_a_minute_below_a_limit)
{
    auto slow = order();
    slow.share.rate.calls = 2;
    for (int i = 0; i < 3; ++i)
        ask(slow);
    answer_next(200);
    clock_.turn(seconds(30));
    answer_next(200);
    outcomes_.take();
    outcomes_.take();
    EXPECT_EQ(gateway_.counts().waiting, 1U);
    clock_.turn(seconds(29));
    EXPECT_EQ(gateway_.counts().waiting, 1U);
    clock_.turn(seconds(1));
    answer_next(200);
    EXPECT_EQ(outcomes_.take().status, 200);
}

TEST_F(GatewayTest, tells_who_waited_too_long)
{
    auto narrow = order();
    narrow.share.at_once = 1;
    ask(narrow);
    auto const first = server_.pending().take();
    narrow.call.deadline = seconds(10);
    ask(narrow);
    EXPECT_EQ(clock_.asked(), seconds(10));
    clock_.turn(seconds(10));
    EXPECT_EQ(outcomes_.take().outcome, CallOutcome::too_late);
    EXPECT_EQ(gateway_.counts().waiting, 0U);
    answer(first, 200);
    EXPECT_EQ(outcomes_.take().status, 200);
}

TEST_F(GatewayTest, refuses_when_too_many_wait)
{
    auto narrow = order();
    narrow.share.at_once = 1;
    narrow.share.waiting = 1;
    ask(narrow);
    auto const first = server_.pending().take();
    ask(narrow);
    ask(narrow);
    EXPECT_EQ(outcomes_.take().outcome, CallOutcome::overloaded);
    EXPECT_EQ(gateway_.counts().refused.at("overloaded"), 1U);
    // Others do not suffer from it.
    ask(order("another"));
    answer_next(200);
    EXPECT_EQ(outcomes_.take().status, 200);
    answer(first, 200);
    answer_next(200);
}

TEST_F(GatewayTest, gives_the_place_of_a_cancelled_call_to_the_next)
{
    auto narrow = order();
    narrow.share.at_once = 1;
    auto under_way = ask(narrow);
    auto const left_alone = server_.pending().take();
    auto waiting = ask(narrow);
    ask(narrow);
    waiting.request_stop();
    EXPECT_EQ(outcomes_.take().outcome, CallOutcome::cancelled);
    under_way.request_stop();
    EXPECT_EQ(outcomes_.take().outcome, CallOutcome::cancelled);
    answer_next(200);
    EXPECT_EQ(outcomes_.take().status, 200);
    EXPECT_EQ(gateway_.counts().under_way, 0U);
    EXPECT_FALSE(outcomes_.take_if_any());
}

TEST_F(GatewayTest, does_not_begin_what_was_cancelled_before)
{
    std::stop_source source;
    source.request_stop();
    auto cancelled = order();
    cancelled.cancellation = source.get_token();
    EXPECT_EQ(gateway_.ask_and_wait(std::move(cancelled)).outcome, CallOutcome::cancelled);
    EXPECT_FALSE(server_.pending().take_if_any());
}

TEST_F(GatewayTest, ends_all_calls_of_one_source_at_once)
{
    std::stop_source stopping;
    for (int i = 0; i < 3; ++i) {
        auto call = order();
        call.share.at_once = 2;
        call.cancellation = stopping.get_token();
        gateway_.ask(std::move(call), [this](CallResult result) { outcomes_.put(std::move(result)); });
    }
    auto const first = server_.pending().take();
    auto const second = server_.pending().take();
    EXPECT_EQ(gateway_.counts().waiting, 1U);
    stopping.request_stop();
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(outcomes_.take().outcome, CallOutcome::cancelled);
}

TEST_F(GatewayTest, tells_each_call_once_whenever_it_is_cancelled)
{
    constexpr std::size_t kCalls = 400;
    std::vector<std::stop_source> sources(kCalls);
    std::thread leaving([&sources] {
        for (auto& source : sources)
            source.request_stop();
    });
    auto quick = order();
    quick.call.url = "http://127.0.0.1:" + std::to_string(server_.port()) + "/hello";
    quick.share.waiting = kCalls;
    for (auto const& source : sources) {
        quick.cancellation = source.get_token();
        gateway_.ask(quick, [this](CallResult result) { outcomes_.put(std::move(result)); });
    }
    leaving.join();
    for (std::size_t i = 0; i < kCalls; ++i) {
        auto const result = outcomes_.take();
        EXPECT_TRUE(result.status == 200 || result.outcome == CallOutcome::cancelled);
    }
    EXPECT_FALSE(outcomes_.take_if_any());
    EXPECT_EQ(gateway_.counts().under_way + gateway_.counts().waiting, 0U);
}

TEST_F(GatewayTest, does_not_ask_again_for_who_has_left)
{
    auto leaving = ask(order());
    answer_next(503);
    clock_.asked();
    leaving.request_stop();
    EXPECT_EQ(outcomes_.take().outcome, CallOutcome::cancelled);
    clock_.turn(seconds(1));
    EXPECT_EQ(gateway_.counts().under_way, 0U);
}

TEST_F(GatewayTest, refuses_what_would_break_out_of_its_line)
{
    auto broken = order();
    broken.call.headers = {{"X-Given", "a\r\nX-More: b"}};
    EXPECT_THROW(ask(std::move(broken)), std::invalid_argument);
    EXPECT_EQ(gateway_.counts().waiting, 0U);
}

TEST_F(GatewayTest, tells_everybody_when_it_ends)
{
    std::optional<Gateway> outcome;
    outcome.emplace(client_, GatewayOptions{}, &clock_);
    auto narrow = order();
    narrow.share.at_once = 1;
    std::stop_source source;
    narrow.cancellation = source.get_token();
    for (int i = 0; i < 2; ++i)
        outcome->ask(narrow, [this](CallResult result) { outcomes_.put(std::move(result)); });
    auto const never_answered = server_.pending().take();
    outcome.reset();
    EXPECT_EQ(outcomes_.take().outcome, CallOutcome::stopped);
    EXPECT_EQ(outcomes_.take().outcome, CallOutcome::stopped);
    source.request_stop();
}

/// One call at a time for everybody together.
class NarrowGatewayTest : public GatewayTest {
protected:
    NarrowGatewayTest() : GatewayTest({.name = "narrow", .max_under_way = 1, .max_body_bytes = 100}) {}
};

TEST_F(NarrowGatewayTest, serves_owners_in_turn)
{
    ask(order("a"));
    auto next = server_.pending().take();
    for (auto const* const key : {"a", "a", "b", "c"}) {
        auto waiting = order(key);
        waiting.call.headers = {{"X-Key", key}};
        ask(std::move(waiting));
    }
    std::string turns;
    for (int i = 0; i < 4; ++i) {
        answer(next, 200);
        next = server_.pending().take();
        turns += next.request.header("X-Key");
    }
    answer(next, 200);
    EXPECT_EQ(turns, "bcaa");
}

TEST_F(NarrowGatewayTest, lets_a_call_pass_whose_owner_waits_for_another_limit)
{
    auto next = order("a");
    next.share.limit = "a slow key";
    next.share.rate.calls = 1;
    ask(next);
    answer_next(200);
    EXPECT_EQ(outcomes_.take().status, 200);
    ask(next);
    next.share.limit = "another key";
    next.call.headers = {{"X-Key", "another"}};
    ask(next);
    auto const passing = server_.pending().take();
    EXPECT_EQ(passing.request.header("X-Key"), "another");
    answer(passing, 200);
    EXPECT_EQ(outcomes_.take().status, 200);
    EXPECT_EQ(gateway_.counts().waiting, 1U);
}

/// Room for sixteen large bodies, as Claude's gateway has for those of 32 MB.
class LargeBodiesTest : public GatewayTest {
protected:
    static constexpr std::size_t kLarge = 1000;

    LargeBodiesTest() : GatewayTest({.name = "large", .max_body_bytes = 16 * kLarge}) {}

    Order large(std::string owner, std::size_t bytes = kLarge) const
    {
        auto large = order(std::move(owner));
        large.call.method = "POST";
        large.call.body = std::string(bytes, 'x');
        return large;
    }

    /// How many of this number of slow calls are accepted.
    std::size_t taken_of(std::string const& owner, std::size_t calls)
    {
        for (std::size_t i = 0; i < calls; ++i)
            ask(large(owner));
        // Refusals are reported in the order of the calls.
        gateway_.ask(large("nobody", 17 * kLarge), [this](CallResult const&) { reported_.put(true); });
        reported_.take();
        std::size_t refused = 0;
        while (auto const result = outcomes_.take_if_any()) {
            EXPECT_EQ(result->outcome, CallOutcome::overloaded);
            ++refused;
        }
        return calls - refused;
    }

    Inbox<bool> reported_;
};

TEST_F(LargeBodiesTest, of_one_user_under_way_for_long_leave_room_for_others_and_for_reading_pages)
{
    EXPECT_EQ(taken_of("one user", 16), 8U);
    EXPECT_EQ(taken_of("another", 16), 4U);
    EXPECT_EQ(taken_of("a third", 16), 2U);
    EXPECT_EQ(taken_of("reading", 1), 1U);
    EXPECT_EQ(gateway_.counts().refused.at("overloaded"), 8U + 12U + 14U + 4U);
}

TEST_F(LargeBodiesTest, have_their_room_again_when_the_calls_have_ended)
{
    auto leaving = ask(large("one user", 8 * kLarge));
    auto const unanswered = server_.pending().take();
    EXPECT_EQ(taken_of("one user", 1), 0U);
    leaving.request_stop();
    EXPECT_EQ(outcomes_.take().outcome, CallOutcome::cancelled);
    EXPECT_EQ(taken_of("one user", 1), 1U);
}

}  // namespace
}  // namespace rmirror::upstream
