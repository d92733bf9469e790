// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/expiring_cache.hpp"

#include <gtest/gtest.h>

namespace rmirror::targets {
namespace {

using std::chrono::seconds;

constexpr Recent::Clock::time_point kNow{};

TEST(Recent, forgets_after_a_time)
{
    Recent recent(10, seconds(60));
    recent.put("a", "1", kNow);
    EXPECT_EQ(recent.get("a", kNow + seconds(59)), "1");
    EXPECT_FALSE(recent.get("a", kNow + seconds(60)));
    recent.put("a", "2", kNow + seconds(30));
    recent.put("b", "3", kNow + seconds(61));
    EXPECT_EQ(recent.get("a", kNow + seconds(61)), "2");
}

TEST(Recent, forgets_the_oldest_where_there_are_too_many_and_what_is_erased)
{
    Recent recent(2, seconds(60));
    recent.put("a", "1", kNow);
    recent.put("b", "2", kNow + seconds(1));
    recent.put("a", "3", kNow + seconds(2));
    recent.put("c", "4", kNow + seconds(3));
    EXPECT_FALSE(recent.get("b", kNow + seconds(3)));
    EXPECT_EQ(recent.get("a", kNow + seconds(3)), "3");
    recent.erase("a");
    EXPECT_FALSE(recent.get("a", kNow + seconds(3)));
    EXPECT_EQ(recent.get("c", kNow + seconds(3)), "4");
}

}  // namespace
}  // namespace rmirror::targets
