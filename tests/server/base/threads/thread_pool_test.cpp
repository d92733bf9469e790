// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/threads/thread_pool.hpp"

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <stdexcept>
#include <thread>

namespace rmirror {
namespace {

TEST(ThreadPool, runs_tasks_beside_each_other)
{
    std::promise<void> first;
    std::promise<void> second;
    ThreadPool threads({.threads = 2});
    EXPECT_TRUE(threads.run("ada", [&] {
        first.set_value();
        second.get_future().wait();
    }));
    EXPECT_TRUE(threads.run("ada", [&] {
        first.get_future().wait();
        second.set_value();
    }));
}

TEST(ThreadPool, leaves_room_for_others)
{
    std::promise<void> end;
    auto const ended = end.get_future().share();
    ThreadPool threads({.threads = 1, .waiting = 3, .of_owner = 2});
    auto const wait = [ended] { ended.wait(); };
    EXPECT_TRUE(threads.run("ada", wait));
    EXPECT_TRUE(threads.run("ada", wait));
    EXPECT_FALSE(threads.run("ada", wait));
    std::promise<void> of_bob;
    EXPECT_TRUE(threads.run("bob", [&] { of_bob.set_value(); }));
    end.set_value();
    of_bob.get_future().wait();
    EXPECT_TRUE(threads.run("ada", wait)) << "hers have ended";
}

TEST(ThreadPool, gives_back_the_place_of_a_task_that_throws)
{
    ThreadPool threads({.threads = 1, .waiting = 10, .of_owner = 1});
    for (int i = 0; i < 20; ++i) {
        std::promise<void> begun;
        // The last one may be on its way out still.
        while (!threads.run("ada", [&] {
            begun.set_value();
            throw std::runtime_error("no luck");
        }))
            std::this_thread::yield();
        begun.get_future().wait();
    }
}

TEST(ThreadPool, drops_at_the_end_what_waits_and_what_that_holds)
{
    auto const held = std::make_shared<int>(1);
    std::promise<void> begun;
    std::promise<void> end;
    {
        ThreadPool threads({.threads = 1});
        EXPECT_TRUE(threads.run("ada", [&] {
            begun.set_value();
            end.get_future().wait();
        }));
        begun.get_future().wait();
        EXPECT_TRUE(threads.run("ada", [held] { *held = 2; }));
        end.set_value();
    }
    EXPECT_EQ(held.use_count(), 1);
}

}  // namespace
}  // namespace rmirror
