// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/errands.hpp"

#include <gtest/gtest.h>

#include <future>
#include <memory>

namespace rmirror {
namespace {

TEST(Errands, are_run_beside_each_other)
{
    std::promise<void> first;
    std::promise<void> second;
    Errands errands({.threads = 2});
    EXPECT_TRUE(errands.run("ada", [&] {
        first.set_value();
        second.get_future().wait();
    }));
    EXPECT_TRUE(errands.run("ada", [&] {
        first.get_future().wait();
        second.set_value();
    }));
}

TEST(Errands, leave_room_for_others)
{
    std::promise<void> end;
    auto const ended = end.get_future().share();
    Errands errands({.threads = 1, .waiting = 3, .of_owner = 2});
    auto const wait = [ended] { ended.wait(); };
    EXPECT_TRUE(errands.run("ada", wait));
    EXPECT_TRUE(errands.run("ada", wait));
    EXPECT_FALSE(errands.run("ada", wait));
    std::promise<void> of_bob;
    EXPECT_TRUE(errands.run("bob", [&] { of_bob.set_value(); }));
    end.set_value();
    of_bob.get_future().wait();
    EXPECT_TRUE(errands.run("ada", wait)) << "hers have ended";
}

TEST(Errands, are_dropped_at_the_end_with_what_they_hold)
{
    auto const held = std::make_shared<int>(1);
    std::promise<void> begun;
    std::promise<void> end;
    {
        Errands errands({.threads = 1});
        EXPECT_TRUE(errands.run("ada", [&] {
            begun.set_value();
            end.get_future().wait();
        }));
        begun.get_future().wait();
        EXPECT_TRUE(errands.run("ada", [held] { *held = 2; }));
        end.set_value();
    }
    EXPECT_EQ(held.use_count(), 1);
}

}  // namespace
}  // namespace rmirror
