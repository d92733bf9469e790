// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls through gateways as Notion sees them: in windows of six seconds, a tenth of its own.
#include "notion/door.hpp"

#include "eventually.hpp"

#include <future>

namespace rmirror::notion {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using test::Emulator;
using test::FullSpeed;
using test::Process;
using test::Token;

// Fewer than the emulator lets in: on a busy machine calls arrive closer together than they were let go. That
// no window gets a call too many is held by rate_counter_test.cpp and redis_rate_counters_test.cpp, with
// clocks turned by hand.
constexpr Allowance kAllowance{.calls = 170, .window = seconds(6)};

boost::json::object const kWindow = {{"window_ms", 6000}, {"calls", 180}};

/// All at once, because a window takes as long however many are looked at.
TEST(NotionDoor, lets_a_steady_flow_through_and_nobody_too_early)
{
    rates::test::RedisServer const redis;
    Emulator emulator;
    auto const alone = emulator.admit("ntn_alone");
    auto const beside = emulator.admit("ntn_beside");
    auto const shared = emulator.admit("ntn_shared");
    auto const unshared = emulator.admit("ntn_unshared");
    auto limits = kWindow;
    limits["connections"] = boost::json::object{{unshared.bot, 1000}};
    emulator.limit(limits);

    Process worker(emulator);
    Process others[] = {Process(emulator, &redis), Process(emulator, &redis), Process(emulator, &redis)};
    Process apart[] = {Process(emulator), Process(emulator)};
    std::vector<milliseconds> waits;
    std::vector<milliseconds> shared_waits;
    {
        auto const background = [](Process& process, Token const& token) {
            return FullSpeed(process, process.order(token, Traffic::background, kAllowance));
        };
        auto const person = [](Process& process, Token const& token) {
            return test::call_evenly(process, process.order(token, Traffic::interactive, kAllowance),
                                     milliseconds(200), 36);
        };
        auto const work_alone = background(worker, alone);
        auto const work_beside = background(worker, beside);
        [[maybe_unused]] auto const works = {background(others[0], shared), background(others[1], shared)};
        [[maybe_unused]] auto const work_apart = {background(apart[0], unshared),
                                                  background(apart[1], unshared)};
        auto of_shared = std::async(std::launch::async, [&] { return person(others[2], shared); });
        waits = person(worker, beside);
        shared_waits = of_shared.get();
    }
    auto const log = emulator.log();
    for (auto& process : others)
        EXPECT_EQ(process.log(), "");
    EXPECT_EQ(Emulator::violations(log), "[]");
    for (auto const& token : {alone, beside, shared, unshared})
        EXPECT_EQ(Emulator::answers(log, token, 429), 0);
    EXPECT_LE(Emulator::max_within_a_window(log, shared), 180U);
    EXPECT_LE(Emulator::max_within_a_window(log, unshared), 2U * 180);
    // How much of a window is used, and how long a person waits, depends on the machine here:
    // rate_counter_test.cpp holds both to their figures, by a clock that is turned by hand.
    for (auto const& token : {alone, beside, shared, unshared})
        EXPECT_GT(Emulator::max_within_a_window(log, token), 60U);
    EXPECT_EQ(waits.size() + shared_waits.size(), 72U);
    RecordProperty("most_within_a_window_alone", static_cast<int>(Emulator::max_within_a_window(log, alone)));
    RecordProperty("p95_ms_beside_a_worker", static_cast<int>(waits[waits.size() * 95 / 100].count()));
}

TEST(NotionDoor, keeps_a_workspace_and_a_token_waiting_as_long_as_was_asked_in_all_processes)
{
    rates::test::RedisServer const redis;
    Emulator emulator;
    auto const first = emulator.admit("ntn_first");
    auto const second = emulator.admit("ntn_second");
    emulator.limit({{"window_ms", 1000}, {"calls", 20}, {"workspace", 30}, {"workspace_window_ms", 1500}});
    emulator.set({{"overtaking_ms", 500}});
    Process processes[] = {Process(emulator, &redis), Process(emulator, &redis)};
    {
        std::vector<FullSpeed> works;
        for (auto& process : processes)
            for (auto const& token : {first, second})
                works.emplace_back(process, process.order(token, Traffic::background, {.calls = 400}));
        auto const answered = [&](int status) {
            auto const log = emulator.log();
            return Emulator::answers(log, first, status) + Emulator::answers(log, second, status);
        };
        // They come back when the time is over: the workspace has room for 30 at once.
        auto const until = test::Clock::now() + rmirror::test::kHangLimit;
        while ((answered(200) <= 60 || answered(429) == 0) && test::Clock::now() < until)
            std::this_thread::sleep_for(milliseconds(100));
    }
    auto const log = emulator.log();
    EXPECT_EQ(Emulator::violations(log), "[]");
    EXPECT_GT(Emulator::answers(log, first, 429) + Emulator::answers(log, second, 429), 0);
    EXPECT_GT(Emulator::answers(log, first, 200) + Emulator::answers(log, second, 200), 60);
}

TEST(NotionDoor, stays_open_when_redis_is_lost)
{
    rates::test::RedisServer redis;
    Emulator emulator;
    auto const token = emulator.admit("ntn_one");
    Process process(emulator, &redis);
    auto const call = process.order(token, Traffic::interactive, kAllowance);
    EXPECT_EQ(process.gateway().ask_and_wait(call).status, 200);
    EXPECT_EQ(process.log(), "");
    redis.kill();
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(process.gateway().ask_and_wait(call).status, 200);
    EXPECT_NE(process.log().find("each process counts its calls to other services for itself"),
              std::string::npos);
}

}  // namespace
}  // namespace rmirror::notion
