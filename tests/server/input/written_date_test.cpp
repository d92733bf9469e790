// SPDX-License-Identifier: AGPL-3.0-or-later
#include "input/written_date.hpp"

#include <gtest/gtest.h>

#include <string>

namespace rmirror::input {
namespace {

std::string written(std::string_view text)
{
    return date_written(text).value_or("none");
}

TEST(WrittenDate, IsReadAsPeopleWriteIt)
{
    for (auto const* const text :
         {"2026-03-05", "5.3.2026", "05.03.26", "5. 3. 2026", "March 5th, 2026", "5 March 2026", "Mar 5 '26",
          "Do, 5. März 2026", "Thursday, 5 mar. 2026", "2026 March 5", "2026/3/5"})
        EXPECT_EQ(written(text), "2026-03-05") << text;
    EXPECT_EQ(written("25/12/2026"), "2026-12-25");
    EXPECT_EQ(written("12/25/2026"), "2026-12-25");
    EXPECT_EQ(written("3/3/2026"), "2026-03-03");
    EXPECT_EQ(written("29. Februar 2028"), "2028-02-29");
}

TEST(WrittenDate, IsNoneWhereItCouldBeAnother)
{
    for (auto const* const text : {"", "…", "today", "3/5/2026", "5 March", "5.3.", "March 2026", "31.2.2026",
                                   "29.2.2026", "2026-13-01", "0.0.2026", "99999999999999999999",
                                   "5.3.2026 10:30", "March or April 5, 2026", "5.3.202", "32. Mai 2026"})
        EXPECT_EQ(written(text), "none") << text;
}

}  // namespace
}  // namespace rmirror::input
