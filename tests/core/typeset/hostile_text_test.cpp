// SPDX-License-Identifier: AGPL-3.0-or-later
// Typed text as an enemy would write it: drawn in bounded time and room, and nothing is lost.
#include "display/prepared_page.hpp"
#include "export/export.hpp"
#include "raster/scenes.hpp"
#include "typeset/typeset.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace rmirror::test {
namespace {

Paragraph paragraph_of(std::uint32_t style, std::uint32_t base_style, std::uint32_t properties,
                       std::string text)
{
    Paragraph paragraph;
    paragraph.style = style;
    paragraph.base_style = base_style;
    paragraph.properties = properties;
    if (!text.empty())
        paragraph.runs.push_back({std::move(text), false, false});
    return paragraph;
}

Page page_of(std::vector<Paragraph> paragraphs)
{
    Page page;
    page.text = TextBlock{.x = -468, .y = 234, .width = 936, .paragraphs = {}};
    std::uint32_t character = 0;
    for (auto& paragraph : paragraphs) {
        paragraph.first_character = character;
        character += 1;
        for (auto const& run : paragraph.runs)
            character += static_cast<std::uint32_t>(run.text.size());
    }
    page.text->paragraphs = std::move(paragraphs);
    page.layers.emplace_back();
    return page;
}

/// Draws it in every output; the lines it is set in.
std::vector<TextLine> drawn_everywhere(Page const& page)
{
    PreparedPage const prepared(page);
    EXPECT_GT(drawn(prepared, {.width_px = 280}).width, 0);
    EXPECT_FALSE(to_svg(prepared, {}).empty());
    to_markdown(page);
    for (auto const& line : prepared.lines()) {
        EXPECT_TRUE(std::isfinite(line.x) && std::isfinite(line.baseline));
        EXPECT_LT(line.x, 468) << "its words begin within the column";
    }
    return prepared.lines();
}

TEST(HostileText, properties_with_all_bits_set_are_a_ticked_task_within_the_column)
{
    for (std::uint32_t style = 0; style < 13; ++style) {
        auto const lines = drawn_everywhere(page_of({paragraph_of(style, 3, 0xffffffff, "words")}));
        ASSERT_EQ(lines.size(), 1U);
        EXPECT_EQ(lines[0].runs[0].text, "words");
    }
    EXPECT_EQ(state_of(paragraph_of(6, 3, 0xffffffff, "")), TaskState::ticked);
}

TEST(HostileText, fifteen_levels_leave_room_for_words)
{
    std::vector<Paragraph> paragraphs;
    paragraphs.reserve(16);
    for (std::uint32_t level = 0; level < 16; ++level)
        paragraphs.push_back(paragraph_of(4, 3, 0x10 | level, "words"));
    auto const lines = drawn_everywhere(page_of(paragraphs));
    EXPECT_EQ(lines.size(), 16U) << "a word stays whole";
}

TEST(HostileText, a_list_of_five_thousand_items_is_numbered_and_set_to_its_end)
{
    auto const lines =
        drawn_everywhere(page_of(std::vector<Paragraph>(5000, paragraph_of(10, 0, 0, "item"))));
    ASSERT_EQ(lines.size(), 5000U);
    EXPECT_EQ(lines.back().marker, "5000.");
    EXPECT_NEAR(lines.back().baseline - lines.front().baseline, 4999 * 69.5, 1);
}

TEST(HostileText, numbers_begin_anew_after_anything_else)
{
    auto const lines = drawn_everywhere(
        page_of({paragraph_of(10, 0, 0, "a"), paragraph_of(10, 0, 0, "b"), paragraph_of(1, 0, 0, "between"),
                 paragraph_of(10, 0, 0, "c"), paragraph_of(4, 0, 0, "bullet"), paragraph_of(10, 0, 0, "d")}));
    EXPECT_EQ(lines[1].marker, "2.");
    EXPECT_EQ(lines[3].marker, "1.");
    EXPECT_EQ(lines[5].marker, "1.");
}

TEST(HostileText, an_unknown_style_is_plain)
{
    for (std::uint32_t style : {12U, 99U, 0xffffffffU}) {
        auto const lines = drawn_everywhere(page_of({paragraph_of(style, 0, 0, "words")}));
        EXPECT_EQ(lines[0].kind, ParagraphKind::plain);
        EXPECT_EQ(lines[0].marker, "");
    }
}

TEST(HostileText, of_newlines_alone_is_as_high_as_its_paragraphs)
{
    auto page = page_of(std::vector<Paragraph>(1000, paragraph_of(1, 0, 0, "")));
    page.layers[0].strokes.push_back(stroke(kFineliner, {point(0, 50)}));
    PreparedPage const prepared(page);
    ASSERT_EQ(prepared.lines().size(), 1000U);
    EXPECT_NEAR(prepared.lines().back().baseline - prepared.lines().front().baseline, 999 * 69.5, 1);
    EXPECT_GT(ink_area(drawn(prepared)), 0.0);
}

TEST(HostileText, a_title_of_ten_thousand_characters_keeps_each_of_them)
{
    for (auto const& text : {std::string(10'000, 'w'), std::string(10'000, ' ')}) {
        auto const lines = drawn_everywhere(page_of({paragraph_of(2, 0, 0, text)}));
        std::size_t characters = 0;
        for (auto const& line : lines)
            characters += line.character_count;
        EXPECT_GE(characters, 10'000U);
    }
}

TEST(HostileText, highlighters_of_no_ink_and_a_hundred_thousand_crossings_end)
{
    auto faint = stroke(kHighlighter, {point(10, 50), point(190, 50)});
    faint.color.argb = 0x00ffff00;
    EXPECT_EQ(ink_area(drawn(small_page({faint}))), 0.0);
    std::vector<Point> zigzag;
    zigzag.reserve(2000);
    for (int i = 0; i < 2000; ++i)  // each crosses nearly all others
        zigzag.push_back(point(i % 2 == 0 ? 10.0F : 190.0F, 20 + float(i % 60), 30));
    auto const page = small_page({stroke(kHighlighter, zigzag, kYellow)});
    auto const picture = drawn(page, {.width_px = 280});
    auto const yellow = ink_color(page.layers[0].strokes[0]);
    EXPECT_EQ(pixel(picture, 140, 70)[2], yellow.blue) << "however often it crosses itself";
}

}  // namespace
}  // namespace rmirror::test
