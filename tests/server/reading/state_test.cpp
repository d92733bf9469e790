// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/state.hpp"

#include "db/database.hpp"
#include "quota/quota.hpp"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace rmirror::reading {
namespace {

class StateTest : public db::test::DatabaseTest {
protected:
    std::string reported()
    {
        return value(
            "SELECT has_reader() || ' ' || coalesce((SELECT paused_because FROM reading_state), '-')");
    }
};

TEST_F(StateTest, is_what_the_workers_said_last)
{
    EXPECT_EQ(reported(), "false -");
    report_state(pool, {.has_reader = false});
    EXPECT_EQ(reported(), "false -");
    report_state(pool, {.has_reader = true});
    EXPECT_EQ(reported(), "true -");
    report_state(pool, {.has_reader = true, .pause_message = "The key was refused."});
    EXPECT_EQ(reported(), "true The key was refused.");
    report_state(pool, {.has_reader = true});
    EXPECT_EQ(reported(), "true -");
}

TEST_F(StateTest, is_supposed_by_a_server_with_a_key_until_a_worker_has_said_something)
{
    assume_reader(pool);
    EXPECT_EQ(reported(), "true -");
    value("UPDATE reading_state SET has_reader = false RETURNING 1");
    assume_reader(pool);
    EXPECT_EQ(reported(), "false -");
}

TEST_F(StateTest, is_not_taken_back_by_a_worker_without_the_key_beside_one_that_has_it)
{
    report_state(pool, {.has_reader = true});
    report_state(pool, {.has_reader = false});
    EXPECT_EQ(reported(), "true -");
    value("UPDATE reading_state SET said_at = now() - interval '6 minutes' RETURNING 1");
    report_state(pool, {.has_reader = false});
    EXPECT_EQ(reported(), "false -") << "Who could read is gone.";
}

TEST_F(StateTest, that_is_old_never_replaces_a_newer_one_when_threads_report_at_once)
{
    constexpr int kRounds = 100;
    constexpr int kThreads = 3;
    std::atomic<int> state{0};
    StateReporter reporter(
        pool, [&] { return State{.has_reader = true, .pause_message = std::to_string(state.load())}; });
    for (int round = 1; round <= kRounds; ++round) {
        std::vector<std::thread> threads;
        threads.reserve(kThreads);
        for (int i = 0; i < kThreads; ++i)
            threads.emplace_back([&] {
                ++state;
                reporter.report();
            });
        for (auto& thread : threads)
            thread.join();
        ASSERT_EQ(reported(), "true " + std::to_string(round * kThreads));
    }
}

}  // namespace
}  // namespace rmirror::reading
