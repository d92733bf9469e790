// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/threads/thread_failures.hpp"

#include "base/threads/thread.hpp"
#include "collected_log.hpp"
#include "eventually.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <stdexcept>

namespace rmirror::test {
namespace {

bool is_failing(std::string const& thread)
{
    auto const failing = ThreadFailures::of_process().failing();
    return std::find(failing.begin(), failing.end(), thread) != failing.end();
}

std::uint64_t failures_of(std::string const& thread)
{
    auto const totals = ThreadFailures::of_process().totals();
    auto const found = totals.find(thread);
    return found == totals.end() ? 0 : found->second;
}

std::size_t count_of(std::string const& text, std::string const& wanted)
{
    std::size_t count = 0;
    for (auto at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + 1))
        ++count;
    return count;
}

void wait_for_stop(std::stop_token const& stop)
{
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait(lock, stop, [] { return false; });
}

TEST(ThreadFailures, are_logged_with_the_name_of_the_thread_which_begins_again)
{
    CollectedLog log(Level::info);
    ThreadFailures::Logging const logging(log.log());
    std::atomic<int> begun = 0;
    {
        auto const thread = start_thread("begins again", [&](std::stop_token const& stop) {
            if (++begun < 3)
                throw std::runtime_error("no luck");
            wait_for_stop(stop);
        });
        EXPECT_TRUE(eventually([&] { return begun == 3; }));
        EXPECT_FALSE(is_failing("begins again")) << "it runs";
    }
    EXPECT_EQ(failures_of("begins again"), 2U);
    auto const failed = R"("event":"thread failed","thread":"begins again","what":"no luck")";
    EXPECT_EQ(count_of(log.text(), failed), 2U) << log.text();
    EXPECT_EQ(count_of(log.text(), R"("event":"thread works again","thread":"begins again")"), 2U)
        << log.text();
}

TEST(ThreadFailures, of_every_kind_end_no_process)
{
    CollectedLog log(Level::info);
    ThreadFailures::Logging const logging(log.log());
    std::atomic<int> begun = 0;
    auto const thread = start_thread("throws a number", [&](std::stop_token const& stop) {
        if (++begun == 1)
            throw 7;  // NOLINT(hicpp-exception-baseclass)
        wait_for_stop(stop);
    });
    EXPECT_TRUE(eventually([&] { return begun == 2; }));
    EXPECT_NE(log.text().find("unknown exception"), std::string::npos);
}

TEST(ThreadFailures, are_shown_until_the_thread_says_that_it_works)
{
    CollectedLog log(Level::info);
    ThreadFailures::Logging const logging(log.log());
    std::atomic<bool> is_mended = false;
    {
        auto const thread = start_thread("says so", [&](std::stop_token const& stop, ThreadHealth& health) {
            if (!is_mended)
                throw std::runtime_error("no luck");
            health.works();
            wait_for_stop(stop);
        });
        EXPECT_TRUE(eventually([&] { return failures_of("says so") >= 3; }));
        EXPECT_TRUE(is_failing("says so"));
        is_mended = true;
        EXPECT_TRUE(eventually([&] { return !is_failing("says so"); }));
    }
    EXPECT_EQ(count_of(log.text(), R"("what":"no luck")"), 1U) << "the same again is no news: " << log.text();
}

TEST(ThreadFailures, are_over_with_their_thread)
{
    {
        auto const thread = start_thread("is given up", [](std::stop_token const&, ThreadHealth&) {
            throw std::runtime_error("no luck");
        });
        EXPECT_TRUE(eventually([&] { return failures_of("is given up") >= 3; }));
        EXPECT_TRUE(is_failing("is given up"));
    }
    EXPECT_FALSE(is_failing("is given up"));
}

TEST(ThreadFailures, leave_a_thread_that_is_asked_to_stop_one_more_try)
{
    std::atomic<int> left = 3;
    {
        auto const thread = start_thread("ends well", [&](std::stop_token const& stop) {
            wait_for_stop(stop);
            if (left-- == 3)
                throw std::runtime_error("no luck");
            left = 0;
        });
    }
    EXPECT_EQ(left, 0);
}

TEST(ThreadFailures, of_several_threads_of_one_name_are_over_with_the_last)
{
    ThreadHealth first("of two");
    ThreadHealth second("of two");
    first.failed("no luck");
    second.failed("no luck");
    first.works();
    EXPECT_TRUE(is_failing("of two"));
    second.works();
    EXPECT_FALSE(is_failing("of two"));
}

}  // namespace
}  // namespace rmirror::test
