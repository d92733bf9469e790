// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rates/counters.hpp"

#include <gtest/gtest.h>

namespace rmirror::rates {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class CountersTest : public testing::Test {
protected:
    Counters::Clock::time_point now_ = Counters::Clock::now();
};

TEST_F(CountersTest, admits_so_many_in_a_minute_and_then_again)
{
    Counters counters;
    for (int i = 1; i <= 3; ++i) {
        auto const count = counters.add("a", 3, now_);
        EXPECT_TRUE(count.admitted);
        EXPECT_EQ(count.used, i);
    }
    auto const refused = counters.add("a", 3, now_ + seconds(59));
    EXPECT_FALSE(refused.admitted);
    EXPECT_EQ(refused.left, seconds(1));
    EXPECT_TRUE(counters.add("b", 3, now_).admitted) << "others are counted apart";
    auto const later = counters.add("a", 3, now_ + seconds(60));
    EXPECT_TRUE(later.admitted);
    EXPECT_EQ(later.used, 1);
    EXPECT_EQ(later.left, seconds(60));
}

TEST_F(CountersTest, further_requests_do_not_lengthen_the_wait)
{
    Counters counters;
    counters.add("a", 1, now_);
    for (int i = 0; i < 1000; ++i)
        EXPECT_FALSE(counters.add("a", 1, now_ + seconds(30)).admitted);
    EXPECT_TRUE(counters.add("a", 1, now_ + seconds(60)).admitted);
}

TEST_F(CountersTest, counts_what_others_counted_and_what_is_not_shared_yet)
{
    Counters counters(Counters::Sharing::yes);
    counters.add("a", 10, now_);
    counters.add("a", 10, now_);
    auto const taken = counters.take_unshared();
    ASSERT_EQ(taken.size(), 1U);
    EXPECT_EQ(taken[0].count, 2);
    EXPECT_EQ(counters.add("a", 10, now_).used, 3) << "what is on the way still counts";
    counters.learn(taken[0], 9, milliseconds(20'000), now_);
    auto const last = counters.add("a", 11, now_);
    EXPECT_EQ(last.used, 11) << "nine of all, and two since";
    EXPECT_EQ(last.left, seconds(20));
    EXPECT_FALSE(counters.add("a", 11, now_).admitted);
    ASSERT_EQ(counters.take_unshared().size(), 1U);
    EXPECT_TRUE(counters.take_unshared().empty());
}

TEST_F(CountersTest, keeps_what_could_not_be_shared)
{
    Counters counters(Counters::Sharing::yes);
    counters.add("a", 2, now_);
    counters.keep(counters.take_unshared().at(0));
    EXPECT_EQ(counters.add("a", 2, now_).used, 2);
    EXPECT_FALSE(counters.add("a", 2, now_).admitted);
}

TEST_F(CountersTest, forgets_a_key_rather_than_growing_without_end)
{
    Counters counters(Counters::Sharing::yes, 100);
    for (int i = 0; i < 1000; ++i)
        EXPECT_TRUE(counters.add(std::to_string(i), 1, now_).admitted);
    EXPECT_LE(counters.take_unshared().size(), 100U);
}

}  // namespace
}  // namespace rmirror::rates
