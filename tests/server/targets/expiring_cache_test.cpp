// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/expiring_cache.hpp"

#include <gtest/gtest.h>

namespace rmirror::targets {
namespace {

using std::chrono::seconds;

constexpr ExpiringCache::Clock::time_point kNow{};

TEST(ExpiringCache, forgets_after_a_time)
{
    ExpiringCache cache(10, seconds(60));
    cache.put("a", "1", kNow);
    EXPECT_EQ(cache.get("a", kNow + seconds(59)), "1");
    EXPECT_FALSE(cache.get("a", kNow + seconds(60)));
    cache.put("a", "2", kNow + seconds(30));
    cache.put("b", "3", kNow + seconds(61));
    EXPECT_EQ(cache.get("a", kNow + seconds(61)), "2");
}

TEST(ExpiringCache, forgets_the_oldest_where_there_are_too_many_and_what_is_erased)
{
    ExpiringCache cache(2, seconds(60));
    cache.put("a", "1", kNow);
    cache.put("b", "2", kNow + seconds(1));
    cache.put("a", "3", kNow + seconds(2));
    cache.put("c", "4", kNow + seconds(3));
    EXPECT_FALSE(cache.get("b", kNow + seconds(3)));
    EXPECT_EQ(cache.get("a", kNow + seconds(3)), "3");
    cache.erase("a");
    EXPECT_FALSE(cache.get("a", kNow + seconds(3)));
    EXPECT_EQ(cache.get("c", kNow + seconds(3)), "4");
}

}  // namespace
}  // namespace rmirror::targets
