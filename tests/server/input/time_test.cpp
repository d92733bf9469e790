// SPDX-License-Identifier: AGPL-3.0-or-later
#include "input/time.hpp"

#include <gtest/gtest.h>

namespace rmirror::input {
namespace {

TEST(Time, is_rfc_3339_in_utc_of_a_day_that_exists)
{
    for (auto const* const good : {"2026-03-01T12:00:00Z", "1970-01-01T00:00:00.5Z",
                                   "2024-02-29T23:59:59.123456Z", "9999-12-31T00:00:00Z"})
        EXPECT_TRUE(is_time(good)) << good;
    for (auto const* const bad :
         {"", "2026-03-01", "2026-03-01T12:00:00", "2026-03-01T12:00:00+01:00", "2026-03-01 12:00:00Z",
          "2023-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-03-01T24:00:00Z",
          "2026-03-01T12:60:00Z", "2026-03-01T12:00:60Z", "2026-03-01T12:00:00.Z",
          "2026-03-01T12:00:00.1234567Z", "1969-12-31T23:59:59Z", "2026-03-01T12:00:00ZZ", "infinity", "now"})
        EXPECT_FALSE(is_time(bad)) << bad;
}

}  // namespace
}  // namespace rmirror::input
