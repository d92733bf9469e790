// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/toggles/page_content.hpp"

#include <gtest/gtest.h>
#include <boost/json/array.hpp>

#include <string>

namespace rmirror::targets::notion {
namespace {

namespace json = boost::json;

Block callout(std::string const& color)
{
    json::object const highlight{{"text", "marked"}, {"color", color}};
    return blocks_of_page({{"text", ""}, {"highlights", json::array{highlight}}}).at(0);
}

TEST(NotionPages, hold_their_text_and_then_their_highlights)
{
    json::object const highlight{{"text", "*marked*"}, {"note", "why"}, {"color", "#ffff00ff"}};
    auto const blocks = blocks_of_page({{"text", "# Plan\n\nDo it"}, {"highlights", json::array{highlight}}});
    ASSERT_EQ(blocks.size(), 3U);
    EXPECT_EQ(blocks[0].kind, BlockKind::heading_1);
    EXPECT_EQ(blocks[2].kind, BlockKind::callout);
    EXPECT_EQ(plain_text(blocks[2].text), "*marked*\nwhy");
}

TEST(NotionPages, tick_what_has_been_done)
{
    json::array const todos{{{"text", "call **her**"}, {"is_completed", true}},
                            {{"text", "again"}, {"is_completed", false}},
                            {{"text", "again"}, {"is_completed", true}},
                            {{"text", "stands nowhere"}, {"is_completed", true}}};
    auto const blocks = blocks_of_page(
        {{"text", "- [ ] call **her**\n- [x] again\n  - [ ] again\n- [x] on paper\n- stands nowhere"},
         {"todos", todos}});
    ASSERT_EQ(blocks.size(), 4U);
    EXPECT_TRUE(blocks[0].is_checked);
    EXPECT_FALSE(blocks[1].is_checked);
    EXPECT_TRUE(blocks[1].children.at(0).is_checked);
    EXPECT_TRUE(blocks[2].is_checked);
}

TEST(NotionPages, give_highlights_the_nearest_colour_that_notion_has)
{
    EXPECT_EQ(callout("#ffff00ff").color, "yellow_background");
    EXPECT_EQ(callout("#acff85ff").color, "green_background");
    EXPECT_EQ(callout("#ff8cc8ff").color, "pink_background");
    EXPECT_EQ(callout("#4099ff").color, "blue_background");
    for (auto const* none : {"", "#", "#ffff0", "yellow", "#gggggg"})
        EXPECT_EQ(callout(none).color, "yellow_background");
}

TEST(NotionPages, hold_all_of_a_highlight_of_any_length)
{
    std::string const text(150'000, 'a');
    json::object const highlight{{"text", text}};
    std::string all;
    for (auto const& block : blocks_of_page({{"highlights", json::array{highlight}}})) {
        all += plain_text(block.text);
        for (auto const& child : block.children)
            all += plain_text(child.text);
    }
    EXPECT_EQ(all, text);
}

}  // namespace
}  // namespace rmirror::targets::notion
