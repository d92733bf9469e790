// SPDX-License-Identifier: AGPL-3.0-or-later
#include "typeset/typeset.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace rmirror {
namespace {

struct Typed {
    std::uint32_t style;
    std::string text;
};

/// The column of rM1 and rM2.
TextBlock text_of(std::vector<Typed> const& typed)
{
    TextBlock block{.x = -468, .y = 234, .width = 936, .paragraphs = {}};
    std::uint32_t character = 0;
    for (auto const& [style, text] : typed) {
        Paragraph paragraph;
        paragraph.style = style;
        paragraph.first_character = character;
        if (!text.empty())
            paragraph.runs.push_back({text, false, false});
        character += static_cast<std::uint32_t>(text.size()) + 1;
        block.paragraphs.push_back(paragraph);
    }
    return block;
}

std::string text_of(TextLine const& line)
{
    std::string text;
    for (auto const& run : line.runs)
        text += run.text;
    return text;
}

Page page_with(TextBlock text, Anchor anchor)
{
    Page page;
    page.text = std::move(text);
    page.anchors.push_back(anchor);
    return page;
}

// The tablet's own thumbnails of such pages put the lines there, within 5 page units.
TEST(Typeset, puts_lines_where_the_tablet_does)
{
    auto lines =
        lay_out(text_of({{2, "text"}, {1, ""}, {3, "med text"}, {1, ""}, {1, "small"}, {1, ""}, {4, "b"}}));
    ASSERT_EQ(lines.size(), 7U);
    EXPECT_NEAR(lines[0].baseline, 300, 5);
    EXPECT_NEAR(lines[2].baseline, 460, 5);
    EXPECT_NEAR(lines[4].baseline, 596, 6);
    EXPECT_NEAR(lines[6].baseline, 736, 6);
    EXPECT_NEAR(lines[0].x, -464, 1);
    EXPECT_NEAR(lines[6].x, -420, 6);
    EXPECT_EQ(lines[6].marker, "\u2022");
    EXPECT_NEAR(lines[6].marker_x, -442, 3);
}

TEST(Typeset, wraps_a_heading_where_the_tablet_does)
{
    auto lines = lay_out(text_of({{2, "no closing or formatting just one line typed at one time"}}));
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(text_of(lines[0]), "no closing or formatting just ");
    EXPECT_EQ(text_of(lines[1]), "one line typed at one time");
    EXPECT_NEAR(lines[1].baseline - lines[0].baseline, 75, 3);
    EXPECT_EQ(lay_out(text_of({{1, "no closing or formatting just one line typed at one time"}})).size(), 1U);
}

TEST(Typeset, gives_every_character_to_one_line)
{
    std::string long_text;
    for (int i = 0; i < 80; ++i)
        long_text += "word" + std::to_string(i) + (i % 7 == 0 ? "  " : " ");
    auto lines = lay_out(text_of({{1, long_text}, {1, std::string(300, 'x')}, {1, "a"}}));
    std::string all;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        bool last_of_paragraph = lines[i + 1].paragraph != lines[i].paragraph;
        EXPECT_EQ(lines[i].first_character + lines[i].character_count + (last_of_paragraph ? 1 : 0),
                  lines[i + 1].first_character);
        all += text_of(lines[i]);
    }
    EXPECT_EQ(all, long_text + std::string(300, 'x'));
}

TEST(Typeset, breaks_at_soft_breaks)
{
    auto lines = lay_out(text_of({{1, "one\u2028two"}}));
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(text_of(lines[0]), "one");
    EXPECT_EQ(text_of(lines[1]), "two");
    EXPECT_EQ(lines[1].first_character, 4U);
}

TEST(Typeset, numbers_lists_by_level)
{
    auto numbers = list_numbers(
        text_of({{10, "a"}, {10, "b"}, {11, "c"}, {11, "d"}, {10, "e"}, {11, "f"}, {1, ""}, {10, "g"}})
            .paragraphs);
    EXPECT_EQ(numbers, (std::vector<int>{1, 2, 1, 2, 3, 1, 0, 1}));
}

TEST(Typeset, indents_deeper_items_further)
{
    auto lines = lay_out(text_of({{4, "a"}, {5, "b"}, {6, "c"}, {7, "d"}, {8, "e"}}));
    EXPECT_GT(lines[1].x, lines[0].x);
    EXPECT_EQ(lines[2].x, lines[0].x);
    EXPECT_EQ(lines[4].x, lines[1].x);
    EXPECT_EQ(lines[2].marker, "\u2610");
    EXPECT_EQ(lines[3].marker, "\u2611");
}

TEST(Typeset, hangs_ink_on_the_baseline_of_its_character)
{
    auto page = page_with(text_of({{2, "abc"}, {1, "defg"}}),
                          {.kind = AnchorKind::character, .character = 5, .origin_x = -464});
    auto lines = lay_out(*page.text);
    EXPECT_EQ(anchor_offsets(page)[1].x, -464);
    EXPECT_EQ(anchor_offsets(page)[1].y, lines[1].baseline);
    page.anchors[1].character = 3;  // the newline
    EXPECT_EQ(anchor_offsets(page)[1].y, lines[0].baseline);
    page.anchors[1].character = 4'000'000;
    EXPECT_EQ(anchor_offsets(page)[1].y, lines[1].baseline);
}

TEST(Typeset, hangs_ink_on_start_and_end_of_the_text)
{
    auto page = page_with(text_of({{1, "a"}, {1, "b"}, {1, "c"}}), {.kind = AnchorKind::text_start});
    EXPECT_EQ(anchor_offsets(page)[1].y, 268) << "ink at the very top of the screen says so";
    page.anchors[1].kind = AnchorKind::text_end;
    EXPECT_EQ(anchor_offsets(page)[1].y, 268 + 2 * 70);
    page.text->paragraphs.clear();
    EXPECT_EQ(anchor_offsets(page)[1].y, 268);
}

TEST(Typeset, hangs_ink_on_an_empty_text_as_its_style_says)
{
    auto page = page_with(text_of(std::vector<Typed>{}), {.kind = AnchorKind::text_end});
    auto const title = lay_out(text_of({{2, "a"}})).front().baseline;
    page.text->leading_line_style = 2;
    EXPECT_EQ(anchor_offsets(page)[1].y, title);
    page.anchors[1].kind = AnchorKind::text_start;
    EXPECT_EQ(anchor_offsets(page)[1].y, title);
    page.text->leading_line_style = 1;
    EXPECT_EQ(anchor_offsets(page)[1].y, 268);
}

TEST(Typeset, leaves_ink_without_an_anchor_where_it_is)
{
    auto page = page_with(text_of({{1, "a"}}), {.kind = AnchorKind::none, .origin_x = 5});
    EXPECT_EQ(anchor_offsets(page)[0].x, 0);
    EXPECT_EQ(anchor_offsets(page)[1].x, 0);
    EXPECT_EQ(anchor_offsets(page)[1].y, 0);
}

TEST(Typeset, survives_absurd_columns)
{
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    for (double absurd : {kNan, 1e300, -1e300, std::numeric_limits<double>::infinity()}) {
        auto text = text_of({{2, "some words to set"}});
        text.x = text.y = absurd;
        text.width = static_cast<float>(absurd);
        for (auto const& line : lay_out(text)) {
            EXPECT_LE(line.baseline, 200'000);
            EXPECT_GE(line.x, -200'000);
        }
    }
}

}  // namespace
}  // namespace rmirror
