// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/rows/addresses.hpp"

#include <gtest/gtest.h>

namespace rmirror::targets::notion {
namespace {

constexpr auto kRow = "00000000-0000-4000-8000-00000000000a";
constexpr auto kToggle = "00000000-0000-4000-8000-00000000000b";

TEST(NotionAddresses, are_those_of_the_row_and_of_the_toggle_in_it)
{
    Remote const row{kRow, {{"row", kRow}}};
    for (auto const type : {ItemType::notebook, ItemType::notebook_metadata, ItemType::todo})
        EXPECT_EQ(address_of(type, row), "https://www.notion.so/0000000000004000800000000000000a");
    Remote const toggle{kToggle, {{"row", kRow}}};
    EXPECT_EQ(address_of(ItemType::page_text, toggle),
              "https://www.notion.so/0000000000004000800000000000000a#0000000000004000800000000000000b");
}

TEST(NotionAddresses, there_is_none_of_what_stands_nowhere)
{
    EXPECT_EQ(address_of(ItemType::notebook, {""}), std::nullopt);
    EXPECT_EQ(address_of(ItemType::page_text, {kToggle}), std::nullopt) << "its row went to the trash";
}

}  // namespace
}  // namespace rmirror::targets::notion
