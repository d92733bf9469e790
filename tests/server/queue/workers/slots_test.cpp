// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/workers/slots.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace rmirror::queue::test {
namespace {

using namespace std::chrono_literals;

struct SlotsTest : testing::Test {
    Slots::Time now = Slots::Time() + 1h;
    std::vector<std::pair<UserId, Slots::Work>> under_way;

    static UserId owner(int number) { return UserId("owner " + std::to_string(number)); }

    /// How many the owner could begin at once, beginning them.
    int begin_all(Slots& slots, UserId const& id)
    {
        int begun = 0;
        for (; slots.has_room(id, now); ++begun)
            under_way.emplace_back(id, slots.begin(id, now));
        return begun;
    }
    void end_all(Slots& slots)
    {
        for (auto const& [id, work] : std::exchange(under_way, {}))
            slots.end(id, work, now);
    }
    /// As many items as it takes until an owner is known to be quick.
    void prove_quick(Slots& slots, UserId const& id)
    {
        for (int i = 0; i < 10; ++i)
            slots.end(id, slots.begin(id, now), now);
    }
};

TEST_F(SlotsTest, leave_as_many_free_as_an_owner_holds)
{
    Slots slots(8, std::nullopt);
    EXPECT_EQ(begin_all(slots, owner(1)), 5);
    EXPECT_EQ(begin_all(slots, owner(2)), 2);
    EXPECT_EQ(begin_all(slots, owner(3)), 1);
    EXPECT_EQ(begin_all(slots, owner(4)), 0);
    end_all(slots);
    EXPECT_EQ(begin_all(slots, owner(4)), 5);
}

TEST_F(SlotsTest, are_one_for_an_owner_who_is_not_known_and_more_with_each_quick_item)
{
    Slots slots(96, 1s);
    EXPECT_EQ(begin_all(slots, owner(1)), 1);
    end_all(slots);
    EXPECT_EQ(begin_all(slots, owner(1)), 2);
    end_all(slots);
    EXPECT_EQ(begin_all(slots, owner(1)), 4);
}

TEST_F(SlotsTest, are_half_of_all_for_slow_owners_together_and_one_for_each)
{
    Slots slots(96, 1s);
    prove_quick(slots, owner(0));
    for (int i = 1; i <= 200; ++i) {
        if (slots.has_room(owner(i), now))
            under_way.emplace_back(owner(i), slots.begin(owner(i), now));
    }
    EXPECT_EQ(under_way.size(), 72U) << "Three quarters are for those of whom nothing is known yet.";
    EXPECT_EQ(begin_all(slots, owner(0)), 11) << "Of the 24 that are left, and leaving as many.";
    under_way.clear();
}

TEST_F(SlotsTest, count_an_owner_as_slow_while_an_item_takes_long_and_for_a_while_after_it)
{
    Slots slots(8, 1s);
    prove_quick(slots, owner(1));
    under_way.emplace_back(owner(1), slots.begin(owner(1), now));
    EXPECT_TRUE(slots.has_room(owner(1), now));
    now += 1s;
    EXPECT_FALSE(slots.has_room(owner(1), now)) << "It still waits for the first.";
    end_all(slots);
    prove_quick(slots, owner(1));
    EXPECT_EQ(begin_all(slots, owner(1)), 1) << "It was slow just now.";
    end_all(slots);
    now += 10min;
    EXPECT_GT(begin_all(slots, owner(1)), 1);
}

TEST_F(SlotsTest, are_left_for_others_by_owners_who_are_known_to_be_slow)
{
    Slots slots(96, 1s);
    for (int i = 1; i <= 60; ++i)
        under_way.emplace_back(owner(i), slots.begin(owner(i), now));
    now += 20s;
    end_all(slots);
    for (int i = 1; i <= 60; ++i)
        begin_all(slots, owner(i));
    EXPECT_EQ(under_way.size(), 48U);
    EXPECT_EQ(begin_all(slots, owner(61)), 1);
}

}  // namespace
}  // namespace rmirror::queue::test
