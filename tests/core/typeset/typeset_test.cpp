// SPDX-License-Identifier: AGPL-3.0-or-later
#include "typeset/typeset.hpp"

#include "typeset/metrics.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <tuple>
#include <utility>

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

/// As newer software writes them.
Paragraph paragraph_of(std::uint32_t style, std::uint32_t base_style, std::uint32_t properties)
{
    Paragraph paragraph;
    paragraph.style = style;
    paragraph.base_style = base_style;
    paragraph.properties = properties;
    paragraph.runs.push_back({"words", false, false});
    return paragraph;
}

Paragraph const kNewHeading = paragraph_of(3, 2, 3);

/// From the baseline of `above` to that of `below`, whose paragraphs are a line each.
double between(Paragraph const& above, Paragraph const& below)
{
    auto text = text_of(std::vector<Typed>{});
    text.paragraphs = {above, below};
    auto const lines = lay_out(text);
    return lines[1].baseline - lines[0].baseline;
}

double first_baseline(Paragraph const& first)
{
    auto text = text_of(std::vector<Typed>{});
    text.paragraphs = {first};
    return lay_out(text).front().baseline - text.y;
}

// The desktop app draws such pages so, at one pixel a unit, within half a unit.
TEST(Typeset, leaves_room_above_a_paragraph_as_its_style_says)
{
    auto const plain = paragraph_of(1, 0, 0), title = paragraph_of(2, 0, 0),
               subheading = paragraph_of(3, 0, 0);
    auto const item = paragraph_of(4, 0, 0), task = paragraph_of(6, 3, 0x10),
               deeper = paragraph_of(8, 3, 0x11);
    for (auto const& [first, baseline] :
         {std::pair{plain, 33.6}, {item, 33.6}, {title, 63.4}, {subheading, 37.2}, {kNewHeading, 46.6}})
        EXPECT_NEAR(first_baseline(first), baseline, 0.5) << first.style;
    EXPECT_NEAR(between(plain, plain), 69.5, 0.5);
    EXPECT_NEAR(between(plain, item), 69.5, 0.5);
    EXPECT_NEAR(between(item, item), 69.5, 0.5);
    EXPECT_NEAR(between(task, deeper), 69.5, 0.5);
    EXPECT_NEAR(between(item, plain), 69.5, 0.5);
    EXPECT_NEAR(between(subheading, plain), 62.7, 0.5);
    EXPECT_NEAR(between(title, subheading), 89.9, 0.5);
    EXPECT_NEAR(between(title, plain), 69.7, 0.5);
    EXPECT_NEAR(between(plain, title), 163.3, 0.5);
    EXPECT_NEAR(between(plain, kNewHeading), 115.3, 0.5);
    EXPECT_NEAR(between(subheading, subheading), 83.1, 0.5);
}

TEST(Typeset, gives_an_empty_paragraph_the_height_of_its_style)
{
    auto empty = paragraph_of(2, 0, 0);
    empty.runs.clear();
    EXPECT_NEAR(first_baseline(empty), 63.4, 0.5);
    EXPECT_NEAR(between(paragraph_of(1, 0, 0), empty), 163.3, 0.5);
}

TEST(Typeset, sets_levels_of_a_list_48_units_apart)
{
    auto text = text_of(std::vector<Typed>{});
    text.paragraphs = {paragraph_of(6, 3, 0x210), paragraph_of(8, 3, 0x11), paragraph_of(9, 3, 0x112),
                       paragraph_of(4, 3, 0x1F)};
    auto const lines = lay_out(text);
    EXPECT_NEAR(lines[0].x, -464 + 48, 0.5);
    EXPECT_NEAR(lines[1].x, -464 + 96, 0.5);
    EXPECT_NEAR(lines[2].x, -464 + 144, 0.5);
    EXPECT_NEAR(lines[3].x, -464 + 16 * 48, 0.5) << "the deepest that a file can say";
    EXPECT_NEAR(lines[0].marker_x, -464 + 6.7, 0.5);
}

TEST(Typeset, takes_state_and_level_of_a_task_from_its_properties)
{
    struct {
        std::uint32_t style, properties;
        int level;
        TaskState state;
    } const seen[] = {{6, 0x210, 0, TaskState::dashed}, {8, 0x11, 1, TaskState::open},
                      {9, 0x112, 2, TaskState::ticked}, {8, 0x312, 2, TaskState::ticked},
                      {6, 0x10, 0, TaskState::open},    {7, 0xFFFF'FFFF, 15, TaskState::ticked}};
    for (auto const& [style, properties, level, state] : seen) {
        auto const task = paragraph_of(style, 3, properties);
        EXPECT_EQ(list_depth(task), level) << properties;
        EXPECT_EQ(state_of(task), state) << properties;
    }
}

TEST(Typeset, takes_state_and_level_of_a_task_from_its_style_where_properties_say_nothing)
{
    for (auto const& [style, level, state] : {std::tuple{6U, 0, TaskState::open},
                                              {7U, 0, TaskState::ticked},
                                              {8U, 1, TaskState::open},
                                              {9U, 1, TaskState::ticked}}) {
        auto const task = paragraph_of(style, 0, 0x312);
        EXPECT_EQ(list_depth(task), level) << style;
        EXPECT_EQ(state_of(task), state) << style;
    }
}

TEST(Typeset, strikes_what_is_done_and_nothing_else)
{
    auto text = text_of(std::vector<Typed>{});
    text.paragraphs = {paragraph_of(6, 3, 0x110), paragraph_of(6, 3, 0x210), paragraph_of(6, 3, 0x10)};
    auto const lines = lay_out(text);
    EXPECT_TRUE(lines[0].is_struck);
    EXPECT_FALSE(lines[1].is_struck);
    EXPECT_FALSE(lines[2].is_struck);
    EXPECT_EQ(lines[0].mark, ListMark::ticked_box);
    EXPECT_EQ(lines[1].mark, ListMark::dashed_box);
    EXPECT_EQ(lines[2].mark, ListMark::open_box);
    EXPECT_EQ(lines[0].marker + lines[1].marker + lines[2].marker, "\u2611\u2612\u2610");
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
    EXPECT_NEAR(anchor_offsets(page)[1].y, 267.6, 0.1);
    page.anchors[1].kind = AnchorKind::text_end;
    EXPECT_NEAR(anchor_offsets(page)[1].y, 267.6 + 2 * 69.5, 0.1);
    page.text->paragraphs.clear();
    EXPECT_NEAR(anchor_offsets(page)[1].y, 267.6, 0.1);
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
    EXPECT_NEAR(anchor_offsets(page)[1].y, 267.6, 0.1);
}

TEST(Typeset, hangs_ink_on_the_newline_of_an_empty_first_line_on_that_line)
{
    auto page = page_with(text_of({{1, "a"}}), {.kind = AnchorKind::character, .character = 0});
    page.text->leading_line_style = 2;
    page.text->paragraphs[0].first_character = 1;
    EXPECT_NEAR(anchor_offsets(page)[1].y, 234 + 63.4, 0.1);
    page.anchors[1].character = 1;
    EXPECT_NEAR(anchor_offsets(page)[1].y, 234 + 63.4 + 69.5, 0.1);
}

TEST(Typeset, hangs_ink_on_the_end_on_the_line_that_the_last_newline_ends)
{
    // As reMarkable's own PDF of such a page has it: the empty line below the newline isn't the end.
    auto page = page_with(text_of({{1, "Page"}, {1, ""}}), {.kind = AnchorKind::text_end});
    EXPECT_NEAR(anchor_offsets(page)[1].y, 267.6, 0.1);
    page.text = text_of({{1, "Page"}, {1, ""}, {1, ""}, {1, ""}});
    EXPECT_NEAR(anchor_offsets(page)[1].y, 267.6 + 2 * 69.5, 0.1);
    page.text = text_of({{2, "Title"}, {1, ""}});
    EXPECT_NEAR(anchor_offsets(page)[1].y, 234 + 63.4, 0.1);
}

TEST(Typeset, hangs_ink_on_the_end_of_a_text_that_is_one_newline_on_the_line_before_it)
{
    auto page = page_with(text_of({{1, ""}}), {.kind = AnchorKind::text_end});
    page.text->leading_line_style = 2;
    page.text->paragraphs[0].first_character = 1;
    EXPECT_NEAR(anchor_offsets(page)[1].y, 234 + 63.4, 0.1);
}

TEST(Typeset, hangs_ink_beside_its_letter_where_the_file_states_no_place)
{
    auto page = page_with(text_of({{1, "a bc"}, {1, "d"}}),
                          {.kind = AnchorKind::character, .character = 0, .type = 1, .origin_x = 0});
    auto const lines = lay_out(*page.text);
    auto const x_on = [&](std::uint32_t character) {
        page.anchors[1].character = character;
        return double{anchor_offsets(page)[1].x};
    };
    EXPECT_EQ(x_on(0), -464) << "the left edge of the column, not the middle of the page";
    EXPECT_NEAR(x_on(1), -464 + advance_in_font(U'a', FontStyle::regular) * 32, 0.01);
    EXPECT_NEAR(x_on(4), lines[0].x + width_of(lines[0]), 0.01) << "the newline ends its line";
    EXPECT_EQ(x_on(5), -464);
    page.anchors[1].origin_x = -431.19F;
    EXPECT_NEAR(x_on(1), -431.19, 0.001) << "what the file states stands";
    page.anchors[1].origin_x = 0;
    page.anchors[1].type = 2;
    EXPECT_EQ(x_on(1), 0) << "hung on a line, not on a letter";
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
