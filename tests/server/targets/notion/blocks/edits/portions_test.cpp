// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/edits/portions.hpp"

#include "targets/notion/blocks/block_json.hpp"
#include "targets/notion/blocks/limits.hpp"
#include "targets/notion/blocks/markdown/markdown_blocks.hpp"
#include "targets/notion/blocks/utf16.hpp"

#include <gtest/gtest.h>
#include <boost/json/serialize.hpp>

namespace rmirror::targets::notion {
namespace {

namespace json = boost::json;

Block item(std::string text, std::vector<Block> children = {})
{
    return {
        .kind = BlockKind::bulleted, .text = {{.text = std::move(text)}}, .children = std::move(children)};
}

std::vector<Block> items(std::size_t count, std::string const& text = "item")
{
    std::vector<Block> all;
    for (std::size_t i = 0; i < count; ++i)
        all.push_back(item(text + " " + std::to_string(i)));
    return all;
}

json::array* children_of(json::value& block)
{
    auto& content = block.at(block.at("type").as_string()).as_object();
    auto* const children = content.if_contains("children");
    return children ? &children->as_array() : nullptr;
}

/// How many blocks there are, and that there are no more than Notion takes.
std::size_t counted(json::array& blocks, std::size_t levels)
{
    EXPECT_LE(blocks.size(), kMaxChildren);
    std::size_t count = blocks.size();
    for (auto& block : blocks) {
        auto const& content = block.at(block.at("type").as_string()).as_object();
        if (auto const* const text = content.if_contains("rich_text")) {
            EXPECT_LE(text->as_array().size(), kMaxTextItems);
            for (auto const& one : text->as_array())
                if (auto const* const piece = one.as_object().if_contains("text")) {
                    EXPECT_LE(utf16_units(std::string(piece->at("content").as_string())), kMaxTextUnits);
                }
        }
        if (auto* const children = children_of(block)) {
            EXPECT_GT(levels, 0U);
            count += counted(*children, levels - 1);
        }
    }
    return count;
}

/// The blocks in Notion after the portions, sent in their order.
json::array sent(std::vector<Portion> const& all)
{
    json::array page;
    // Of each portion, the list its blocks are in. Indices, because lists grow.
    struct Home {
        std::vector<std::size_t> path;
        std::size_t at = 0;
    };
    std::vector<Home> homes;
    auto const list_at = [&](std::vector<std::size_t> const& path) {
        auto* list = &page;
        for (auto const index : path) {
            auto& content = list->at(index).at(list->at(index).at("type").as_string()).as_object();
            if (!content.contains("children"))
                content["children"] = json::array();
            list = &content.at("children").as_array();
        }
        return list;
    };
    for (auto portion : all) {
        EXPECT_FALSE(portion.children.empty());
        EXPECT_LE(counted(portion.children, kNestedLevels), kMaxBlocks);
        EXPECT_LE(json::serialize(portion.children).size(), 500'000U);
        Home home;
        auto const& parent = portion.place.parent;
        if (parent.id.empty()) {
            home.path = homes.at(parent.portion).path;
            home.path.push_back(homes.at(parent.portion).at + parent.index);
        }
        auto* const list = list_at(home.path);
        home.at = list->size();
        list->insert(list->end(), portion.children.begin(), portion.children.end());
        homes.push_back(home);
    }
    return page;
}

json::array whole(std::vector<Block> const& blocks)
{
    json::array all;
    for (auto const& block : blocks) {
        auto one = json_of(block);
        add_children(one, whole(block.children));
        all.push_back(std::move(one));
    }
    return all;
}

std::size_t calls_for(std::vector<Block> const& blocks)
{
    auto const all = portions({.parent = {.id = "page"}}, blocks);
    EXPECT_EQ(json::serialize(sent(all)), json::serialize(whole(blocks)));
    return all.size();
}

TEST(NotionPortions, take_a_hundred_toggles_with_what_they_hold_in_one_call)
{
    std::vector<Block> toggles(100,
                               {.kind = BlockKind::toggle, .text = {{.text = "Page"}}, .children = items(9)});
    EXPECT_EQ(calls_for(toggles), 1U);
    toggles.push_back(toggles.front());
    EXPECT_EQ(calls_for(toggles), 2U);
}

TEST(NotionPortions, take_a_thousand_blocks_at_most)
{
    std::vector<Block> const toggles(100, {.kind = BlockKind::toggle, .children = items(30)});
    EXPECT_EQ(calls_for(toggles), 4U);
}

TEST(NotionPortions, take_half_a_megabyte_at_most)
{
    EXPECT_EQ(calls_for(items(60, std::string(10'000, 'a'))), 2U);
    EXPECT_EQ(calls_for(items(60, std::string(10'000, '\n'))), 3U);
}

TEST(NotionPortions, go_on_with_the_children_that_did_not_go_along)
{
    EXPECT_EQ(calls_for({item("a", items(400))}), 4U);
    EXPECT_EQ(calls_for({item("a", {item("b", items(101))})}), 3U);
    EXPECT_EQ(calls_for({item("a", {item("1"), item("b", {item("c", {item("d")}), item("2")}), item("3")})}),
              2U);
}

TEST(NotionPortions, keep_any_depth)
{
    auto deep = item("12", items(3));
    for (int level = 11; level > 0; --level)
        deep = item(std::to_string(level), {item("before"), deep, item("after")});
    EXPECT_LE(calls_for({deep}), 12U);
}

TEST(NotionPortions, go_on_behind_each_other_in_the_middle)
{
    auto const all = portions({.parent = {.id = "page"}, .where = Place::Where::after, .after = {.id = "x"}},
                              items(250), 7);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].place.after, (BlockName{.id = "x"}));
    EXPECT_EQ(all[1].place.after, (BlockName{.portion = 7, .index = 99}));
    EXPECT_EQ(all[2].place.after, (BlockName{.portion = 8, .index = 99}));
    EXPECT_EQ(all[2].place.where, Place::Where::after);
}

TEST(NotionPortions, take_long_tables_and_texts_whole)
{
    std::string table = "|a|b|\n|---|---|\n";
    for (int row = 0; row < 250; ++row)
        table += "|" + std::to_string(row) + "|x|\n";
    EXPECT_EQ(calls_for(blocks_of_markdown(table)), 3U);
    EXPECT_EQ(calls_for({item("a", {item("b", blocks_of_markdown(table))})}), 5U);

    std::string text;
    for (int i = 0; i < 400; ++i)
        text += "**bold** plain\n";
    EXPECT_EQ(calls_for(blocks_of_markdown(text)), 1U);
    EXPECT_EQ(blocks_of_markdown(text).size(), 8U);
    EXPECT_EQ(calls_for(blocks_of_markdown(std::string(50'000, 'a'))), 1U);
    EXPECT_EQ(calls_for(blocks_of_markdown("- " + text)), 1U);
}

/// All words, however many blocks they are in.
std::string said(std::vector<Block> const& blocks)
{
    std::string words;
    for (auto const& block : blocks)
        words += plain_text(block.text) + said(block.children);
    return words;
}

TEST(NotionText, arrives_whole_however_long_it_is)
{
    std::string emoji;
    std::string lines;
    for (int i = 0; i < 120'000; ++i)
        emoji += "😀";
    for (int i = 0; i < 6000; ++i)
        lines += "\"line\" **" + std::to_string(i) + "** ";
    EXPECT_EQ(said(blocks_of_markdown(emoji)), emoji);
    for (std::string const mark : {"", "# ", "- ", "1. ", "- [x] ", "> "}) {
        auto const blocks = blocks_of_markdown(mark + lines);
        auto const words = said(blocks_of_markdown(lines));
        EXPECT_EQ(said(blocks), words) << mark;
        EXPECT_GT(words.size(), 60'000U);
        calls_for(blocks);
    }
    auto const code = std::string(400'000, '\n') + "x";
    EXPECT_EQ(said(blocks_of_markdown("```\n" + code + "\n```")), code);
}

TEST(NotionText, is_cut_in_pieces_of_two_thousand_units_between_characters)
{
    auto const pieces = json_of(Spans{{.text = std::string(1999, 'a') + "😀b", .bold = true}});
    ASSERT_EQ(pieces.size(), 2U);
    EXPECT_EQ(pieces[0].at("text").at("content").as_string().size(), 1999U);
    EXPECT_EQ(pieces[1].at("text").at("content").as_string(), "😀b");
    EXPECT_TRUE(pieces[1].at("annotations").at("bold").as_bool());
}

TEST(NotionText, of_a_formula_that_is_too_long_becomes_code)
{
    auto const alone = blocks_of_markdown("$$" + std::string(1001, 'x') + "$$");
    EXPECT_EQ(alone.at(0).kind, BlockKind::code);
    EXPECT_EQ(alone.at(0).language, "latex");
    EXPECT_EQ(plain_text(alone.at(0).text).size(), 1001U);
    auto const within = blocks_of_markdown("a $" + std::string(1001, 'x') + "$");
    EXPECT_TRUE(within.at(0).text.at(1).code);
    EXPECT_EQ(within.at(0).text.at(1).text.size(), 1001U);
}

TEST(NotionText, of_a_table_that_is_too_wide_goes_in_several)
{
    std::string head = "|";
    std::string line = "|";
    for (int column = 0; column < 250; ++column) {
        head += std::to_string(column) + "|";
        line += "---|";
    }
    auto const tables = blocks_of_markdown(head + "\n" + line + "\n" + head);
    ASSERT_EQ(tables.size(), 3U);
    EXPECT_EQ(tables[0].width, 100U);
    EXPECT_EQ(tables[2].width, 50U);
    EXPECT_EQ(plain_text(tables[2].children.at(1).cells.at(49)), "249");
}

}  // namespace
}  // namespace rmirror::targets::notion
