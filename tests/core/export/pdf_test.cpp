// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/occurrences.hpp"
#include "export/pdf_content.hpp"
#include "export/pdf_outline.hpp"
#include "raster/scenes.hpp"

#include <cmath>
#include <limits>
#include <sstream>

namespace rmirror::test {
namespace {

std::string outline(std::vector<InkPoint> const& points, Cap cap = Cap::round)
{
    std::string content;
    append_filled_outline(content, points, cap);
    return content;
}

PdfInk ink_of(Page const& page)
{
    return to_pdf_ink(PreparedPage(page), {});
}

constexpr float kNotANumber = std::numeric_limits<float>::quiet_NaN();
constexpr float kEndless = std::numeric_limits<float>::infinity();

TEST(PdfOutline, goes_along_one_side_of_a_line_and_back_along_the_other)
{
    EXPECT_EQ(outline({{10, 20, 2}, {50, 20, 2}}, Cap::flat),
              "100 180 m\n500 180 l\n500 220 l\n100 220 l\n100 180 l\nh\n");
}

TEST(PdfOutline, cuts_the_outside_of_a_flat_strokes_bend_straight)
{
    EXPECT_EQ(outline({{0, 0, 2}, {20, 0, 2}, {20, 20, 2}}, Cap::flat),
              "0 -20 m\n200 -20 l\n220 0 l\n220 200 l\n180 200 l\n180 0 l\n200 0 l\n200 20 l\n0 20 l\n0 -20 "
              "l\nh\n");
    EXPECT_EQ(outline({{0, 0, 2}, {20, 0, 2}, {9, 0, 2}}, Cap::flat),
              "0 -20 m\n200 -20 l\n200 20 l\n90 20 l\n90 -20 l\n200 -20 l\n200 20 l\n0 20 l\n0 -20 l\nh\n")
        << "nothing lies beyond where it turns back";
}

TEST(PdfOutline, rounds_the_ends_with_curves)
{
    auto const content = outline({{10, 20, 2}, {50, 20, 2}});
    EXPECT_EQ(count(content, " c\n"), 4);
    EXPECT_TRUE(contains(content, "520 200 c\n")) << content;  // the far tip
    EXPECT_TRUE(contains(content, "80 200 c\n")) << content;
}

TEST(PdfOutline, makes_a_dot_a_disc)
{
    auto const content = outline({{10, 20, 2}});
    EXPECT_EQ(content.substr(0, content.find('\n')), "120 200 m");
    EXPECT_EQ(count(content, " c\n"), 4);
    EXPECT_EQ(outline({{10, 20, 2}, {10, 20, 1}, {10.01F, 20, 2}}), content);
}

TEST(PdfOutline, leaves_out_points_on_a_straight_line)
{
    std::vector<InkPoint> points;
    for (int i = 0; i <= 1000; ++i)
        points.push_back({static_cast<float>(i), 10, 2 + static_cast<float>(i) * 0.01F});
    EXPECT_LT(simplify(points).size(), 60U);
    points[500].y = 11;
    auto const kept = simplify(points);
    EXPECT_TRUE(std::any_of(kept.begin(), kept.end(), [](InkPoint const& point) { return point.y == 11; }));
}

TEST(PdfOutline, draws_both_legs_of_a_line_that_turns_back)
{
    auto const content = outline({{0, 0, 2}, {100, 0, 2}, {50, 0, 2}});
    EXPECT_TRUE(contains(content, "1020 0 "));
    EXPECT_TRUE(contains(content, "480 0 "));
}

TEST(PdfOutline, does_not_bulge_where_the_width_jumps)
{
    auto const jump = outline({{0, 0, 1}, {2, 0, 20}, {4, 0, 1}});
    EXPECT_EQ(count(jump, "h\n"), 1);
    EXPECT_TRUE(contains(jump, "20 -200 "));
    EXPECT_FALSE(contains(jump, "-180 0 ")) << "the disc of the middle point";
}

TEST(PdfContent, holds_whole_numbers_whatever_the_file_states)
{
    auto page = small_page({
        stroke(kFineliner, {point(kNotANumber, 0), point(kEndless, 5)}),
        stroke(kFineliner, {}),
        stroke(kFineliner, {point(1e30F, -1e30F), point(0, 0, kNotANumber), point(3, 3, -7)}),
        stroke(kFineliner, {point(5, 5)}),
    });
    auto const content = ink_of(page).content;
    EXPECT_EQ(count(content, "f\n"), 2);
    std::istringstream words(content);
    for (std::string word; words >> word;) {
        EXPECT_FALSE(contains(word, "nan") || contains(word, "inf")) << word;
        EXPECT_LE(word.size(), 9U) << word;
    }
}

TEST(PdfContent, fills_each_stroke_once_and_says_the_colour_when_it_changes)
{
    auto page = small_page({
        stroke(kFineliner, {point(0, 0), point(9, 9)}, kRed),
        stroke(kFineliner, {point(20, 0), point(29, 9)}, kRed),
        stroke(kEraser, {point(20, 0), point(29, 9)}),
    });
    auto const content = ink_of(page).content;
    EXPECT_EQ(count(content, "\nf\n"), 2);
    EXPECT_EQ(count(content, " rg\n"), 1);
    EXPECT_EQ(count(content, "/N255 gs\n"), 1);
}

TEST(PdfContent, lets_highlighters_darken_and_shaders_multiply)
{
    auto page = small_page({
        stroke(kFineliner, {point(0, 0), point(9, 9)}),
        stroke(kHighlighter, {point(0, 5), point(9, 5)}, kYellow),
        stroke(kShader, {point(0, 5), point(9, 5)}, kRed),
    });
    auto const ink = ink_of(page);
    EXPECT_LT(ink.content.find("/N255 gs"), ink.content.find("/D255 gs"));
    EXPECT_LT(ink.content.find("/D255 gs"), ink.content.find("/M64 gs"));
    EXPECT_TRUE(contains(ink.facts, R"("name":"D255")")) << ink.facts;
    EXPECT_TRUE(contains(ink.facts, R"("blend":"Darken")"));
    EXPECT_TRUE(contains(ink.facts, R"("blend":"Multiply")"));
    EXPECT_TRUE(contains(ink.facts, R"("name":"M64")"));
}

TEST(PdfContent, marks_layers_the_hidden_ones_too)
{
    auto page = small_page({stroke(kFineliner, {point(0, 0), point(9, 9)})});
    page.layers.push_back(page.layers[0]);
    page.layers[1].visible = false;
    page.layers[1].name = "Old";
    auto const ink = ink_of(page);
    EXPECT_TRUE(contains(ink.content, "/OC /L0 BDC\n"));
    EXPECT_TRUE(contains(ink.content, "/OC /L1 BDC\n"));
    EXPECT_EQ(count(ink.content, "EMC\n"), 2);
    EXPECT_TRUE(contains(ink.facts, R"({"name":"Old","visible":false})"));
}

TEST(PdfContent, draws_the_template_apart_from_the_ink)
{
    auto page = small_page({stroke(kFineliner, {point(0, 0), point(9, 9)})});
    page.paper = {1404, 1872};
    auto const ink = to_pdf_ink(PreparedPage(page), {.page_template = "P Dots S"});
    EXPECT_TRUE(contains(ink.background, "/OC /Template BDC q 0 g 0.6 G\n")) << ink.background.substr(0, 80);
    EXPECT_TRUE(contains(ink.background, "[20 ")) << "dots as wide as long";
    EXPECT_EQ(ink.content, ink_of(page).content);
    EXPECT_EQ(to_pdf_ink(PreparedPage(page), {.page_template = "../secret"}).background, "");
    EXPECT_EQ(ink_of(page).background, "");
}

TEST(PdfContent, draws_the_lines_of_a_template_where_and_as_grey_as_the_picture_has_them)
{
    auto page = small_page({});
    page.paper = {1404, 1872};
    auto const lines = to_pdf_ink(PreparedPage(page), {.page_template = "P Margin small"}).background;
    EXPECT_TRUE(contains(lines, "/OC /Template BDC q 0 g 0.75 G\n")) << lines.substr(0, 80);
    EXPECT_TRUE(contains(lines, "[] 0 d 10 w 0 1555 m 14040 1555 l S\n")) << lines;
    EXPECT_TRUE(contains(lines, "[] 0 d 10 w 2455 0 m 2455 18720 l S\n")) << lines;
    EXPECT_EQ(count(lines, " l S\n"), 35);
    auto const black = to_pdf_ink(PreparedPage(page), {.page_template = "Notes"}).background;
    EXPECT_TRUE(contains(black, "/OC /Template BDC q 0 g 0 G\n")) << black.substr(0, 80);
}

TEST(PdfContent, states_where_the_visible_ink_lies)
{
    auto page = small_page({stroke(kFineliner, {point(10, 20), point(50, 30)})});
    EXPECT_TRUE(contains(ink_of(page).facts, R"("ink":{"x":5E0,"y":1.5E1,"width":5E1,"height":2E1})"))
        << ink_of(page).facts;
    page.layers[0].visible = false;
    EXPECT_TRUE(contains(ink_of(page).facts, R"("ink":null)"));
}

TEST(PdfContent, is_turned_only_where_the_frame_stays_upright)
{
    auto page = small_page({});
    EXPECT_TRUE(contains(to_pdf_ink(PreparedPage(page), {.orientation = Orientation::landscape}).facts,
                         R"("turned":true)"));
    page.frame = Frame::top_center;
    EXPECT_TRUE(contains(to_pdf_ink(PreparedPage(page), {.orientation = Orientation::landscape}).facts,
                         R"("turned":false)"));
    EXPECT_TRUE(contains(ink_of(small_page({})).facts, R"("turned":false)"));
}

}  // namespace
}  // namespace rmirror::test
