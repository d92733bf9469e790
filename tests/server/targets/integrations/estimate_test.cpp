// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/integrations/estimate.hpp"

#include "targets/notion/notion.hpp"

#include <gtest/gtest.h>

namespace rmirror::targets {
namespace {

std::size_t calls_for(PendingCounts const& amount)
{
    return notion::kTarget.work->calls_for(amount);
}

TEST(EstimateForNotion, counts_a_row_an_append_for_a_hundred_pages_and_two_calls_for_a_picture)
{
    EXPECT_EQ(calls_for({}), 0U);
    EXPECT_EQ(calls_for({.is_new = true}), 1U);
    EXPECT_EQ(calls_for({.is_new = true, .pages = 100}), 2U);
    EXPECT_EQ(calls_for({.is_new = true, .pages = 101, .pictures = 101}), 3U + 202);
    EXPECT_EQ(calls_for({.todos = 5}), 6U) << "a row each, and a look at the database";
    EXPECT_EQ(calls_for({.changes = 3}), 6U);
}

TEST(EstimateForNotion, a_begun_minute_counts_and_some_calls_are_kept_for_people)
{
    auto const settings = Settings::read({{"RMIRROR_NOTION_CALLS_PER_MINUTE", "180"}}).value();
    auto const minutes = [&settings](std::size_t todos) {
        return effort_of(*notion::kTarget.work, settings, {{.todos = todos}}).minutes;
    };
    EXPECT_EQ(minutes(0), 0U);
    EXPECT_EQ(minutes(100), 1U);
    EXPECT_EQ(minutes(175), 2U);
    EXPECT_EQ(minutes(1700), 11U);
}

TEST(Estimate, sums_what_is_new)
{
    std::vector<PendingCounts> const notebooks = {{.is_new = true, .pages = 2, .pictures = 3},
                                                  {.pages = 1, .todos = 4, .changes = 9}};
    boost::json::object const sum{{"notebooks", 1U}, {"pages", 3U}, {"pictures", 3U}, {"todos", 4U}};
    EXPECT_EQ(show_sum(notebooks), sum);
}

}  // namespace
}  // namespace rmirror::targets
