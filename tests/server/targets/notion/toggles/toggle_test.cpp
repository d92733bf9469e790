// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/toggles/toggle.hpp"

#include <gtest/gtest.h>

namespace rmirror::targets::notion {
namespace {

using Flags = std::vector<bool>;

TEST(NotionToggles, move_only_what_left_its_place)
{
    EXPECT_EQ(misplaced({}), Flags());
    EXPECT_EQ(misplaced({1, 2, 3}), Flags({false, false, false}));
    EXPECT_EQ(misplaced({4, 1, 2, 3}), Flags({true, false, false, false}));
    EXPECT_EQ(misplaced({2, 3, 4, 1}), Flags({false, false, false, true}));
    EXPECT_EQ(misplaced({1, 1, 1}), Flags({false, false, false}));
}

TEST(NotionToggles, are_kept_in_records_as_they_are)
{
    Toggle const toggle{.id = "t",
                        .row = {.id = "r", .is_found = true},
                        .place = 1.5,
                        .number = 3,
                        .bot = "bot",
                        .known = {{{.id = "b-1", .hash = "a"},
                                   {.id = "", .hash = "b"},
                                   {.id = "b-3", .hash = "c", .is_removed = true}}},
                        .kept = 2,
                        .is_misplaced = true,
                        .is_removed = true};
    auto const kept = toggle_of(remote_of(toggle)).value();
    EXPECT_EQ(kept.id, "t");
    EXPECT_EQ(kept.row.id, "r");
    EXPECT_TRUE(kept.row.is_found);
    EXPECT_EQ(kept.place, 1.5);
    EXPECT_EQ(kept.number, 3U);
    EXPECT_EQ(kept.bot, "bot");
    EXPECT_EQ(kept.known, toggle.known);
    EXPECT_EQ(kept.kept, 2U);
    EXPECT_TRUE(kept.is_misplaced);
    EXPECT_TRUE(kept.is_removed);
    EXPECT_FALSE(toggle_of(remote_without_blocks(toggle))->known);
    EXPECT_FALSE(toggle_of({"t", {}}));
    EXPECT_FALSE(toggle_of({"t", {{"row", "r"}, {"own", {"no", "blocks"}}}})->known);
}

}  // namespace
}  // namespace rmirror::targets::notion
