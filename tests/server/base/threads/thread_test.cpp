// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/threads/thread.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <condition_variable>
#include <mutex>
#include <string>

namespace rmirror::test {
namespace {

TEST(Thread, shows_its_name_and_survives_a_broken_pipe)
{
    std::array<char, 16> name{};
    ssize_t written = 0;
    {
        auto const thread = start_thread("a short name", [&](std::stop_token const&) {
            pthread_getname_np(pthread_self(), name.data(), name.size());
            std::array<int, 2> ends{};
            ASSERT_EQ(pipe(ends.data()), 0);
            close(ends[0]);
            written = write(ends[1], "x", 1);
            close(ends[1]);
        });
    }
    EXPECT_EQ(std::string(name.data()), "a short name");
    EXPECT_EQ(written, -1);
}

TEST(Thread, is_asked_to_stop_and_waited_for_when_its_handle_goes)
{
    std::mutex mutex;
    std::condition_variable_any changed;
    bool is_waiting = false;
    bool has_ended = false;
    {
        auto const thread = start_thread("waits", [&](std::stop_token const& stop) {
            std::unique_lock lock(mutex);
            is_waiting = true;
            changed.notify_all();
            changed.wait(lock, stop, [] { return false; });
            has_ended = true;
        });
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return is_waiting; });
        EXPECT_FALSE(has_ended);
    }
    EXPECT_TRUE(has_ended);
}

}  // namespace
}  // namespace rmirror::test
