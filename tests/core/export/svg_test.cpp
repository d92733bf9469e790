// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/export.hpp"
#include "export/occurrences.hpp"
#include "export/svg_path.hpp"
#include "raster/scenes.hpp"
#include "typeset/typeset.hpp"

namespace rmirror::test {
namespace {

TEST(Svg, shows_the_visible_area_at_the_asked_width)
{
    auto svg = to_svg(PreparedPage(small_page({stroke(kFineliner, {point(-30, 50), point(100, 50)})})),
                      {.width_px = 470});
    EXPECT_TRUE(contains(svg, "width=\"470\" height=\"200\" viewBox=\"-35 0 235 100\"")) << svg;
}

TEST(Svg, draws_a_line_of_one_width_as_one_path)
{
    auto svg = to_svg(
        PreparedPage(small_page({stroke(kFineliner, {point(10, 20), point(12.5, 19), point(30, 20.25F)})})),
        {});
    EXPECT_TRUE(contains(svg, "<path stroke-width=\"10\" d=\"M10 20l2.5-1 17.5 1.3\"/>")) << svg;
    EXPECT_EQ(count(svg, "<path"), 1);
}

TEST(Svg, draws_a_dot_that_its_caps_make_visible)
{
    auto svg = to_svg(PreparedPage(small_page({stroke(kFineliner, {point(10, 20)})})), {});
    EXPECT_TRUE(contains(svg, "d=\"M10 20l0 0\"")) << svg;
    EXPECT_TRUE(contains(svg, "stroke-linecap=\"round\""));
}

TEST(Svg, draws_grain_as_wide_as_its_specks_reach)
{
    Point const from{.x = 10, .y = 20, .width = 10, .pressure = 0.3F};
    Point const to{.x = 60, .y = 20, .width = 10, .pressure = 0.3F};
    for (std::uint32_t color : {0U, 1U, 9U}) {
        auto const faint = stroke(kPencil, {from, to}, color);
        auto const svg = to_svg(PreparedPage(small_page({faint})), {});
        double const width = std::stod(svg.substr(svg.find("stroke-width=\"") + 14));
        EXPECT_NEAR(width, 2 * outline_of(faint, {}).front().radius, 0.051) << svg;
    }
}

TEST(Svg, splits_a_line_where_its_width_changes)
{
    std::vector<InkPoint> outline;
    for (int i = 0; i <= 20; ++i)
        outline.push_back({static_cast<float>(i * 10), 0, 1 + static_cast<float>(i)});
    auto pieces = path_pieces(outline);
    EXPECT_GT(pieces.size(), 5U);
    EXPECT_LT(pieces.size(), 20U);
    EXPECT_LT(pieces.front().width, 6);
    EXPECT_GT(pieces.back().width, 35);
    EXPECT_EQ(pieces.front().data.substr(0, 4), "M0 0");
}

TEST(Svg, never_drifts_however_many_points_there_are)
{
    std::vector<InkPoint> outline;
    for (int i = 0; i <= 1000; ++i)
        outline.push_back({static_cast<float>(i) * 0.333F, 0, 1});
    auto data = path_pieces(outline).at(0).data;
    double x = 0;
    std::size_t at = data.find('l') + 1;
    while (at < data.size()) {
        std::size_t used = 0;
        x += std::stod(data.substr(at), &used);
        at += used;
        (void)std::stod(data.substr(at), &used);
        at += used;
    }
    EXPECT_NEAR(x, 333, 0.11);
}

TEST(Svg, has_a_group_with_its_name_for_each_visible_layer)
{
    auto page = small_page({stroke(kFineliner, {point(10, 20)})});
    page.layers[0].name = "a \"b\" <c>\x01";
    page.layers.push_back(page.layers[0]);
    page.layers[1].name = "hidden";
    page.layers[1].visible = false;
    auto svg = to_svg(PreparedPage(page), {});
    EXPECT_TRUE(contains(svg, "inkscape:label=\"a &quot;b&quot; &lt;c&gt;\"")) << svg;
    EXPECT_FALSE(contains(svg, "hidden"));
    EXPECT_EQ(count(svg, "<path"), 1);
    EXPECT_EQ(count(svg, "<g"), count(svg, "</g>"));
}

TEST(Svg, puts_highlights_below_the_ink_and_lets_highlighters_darken_it)
{
    auto page = small_page({stroke(kFineliner, {point(60, 50), point(140, 50)}, kRed),
                            stroke(kHighlighter, {point(100, 20, 30), point(100, 80, 30)}, kYellow),
                            stroke(kEraser, {point(10, 10)})});
    Highlight highlight;
    highlight.color.id = kYellow;
    highlight.rects = {{80, 30, 40, 40}};
    page.layers[0].highlights = {highlight};
    auto svg = to_svg(PreparedPage(page), {});
    EXPECT_TRUE(contains(svg, "<rect x=\"80\" y=\"30\" width=\"40\" height=\"40\"/>")) << svg;
    EXPECT_EQ(count(svg, "mix-blend-mode:darken"), 2);
    EXPECT_EQ(count(svg, "stroke-linecap=\"butt\" stroke-linejoin=\"bevel\""), 1);
    EXPECT_EQ(count(svg, "<path"), 2);
    EXPECT_LT(svg.find("<rect x=\"80\""), svg.find("M60 50"));
    EXPECT_LT(svg.find("M60 50"), svg.find("M100 20"));
}

TEST(Svg, sets_typed_text_as_text)
{
    Page page;
    page.text = TextBlock{.x = -468, .y = 234, .width = 936, .paragraphs = {}};
    page.text->paragraphs.resize(60);
    page.text->paragraphs[0].runs = {{"a < ", false, false}, {"b", true, true}};
    page.text->paragraphs[59].runs = {{"last", false, false}};
    auto svg = to_svg(PreparedPage(page), {});
    EXPECT_TRUE(contains(svg, ">a &lt; <tspan font-weight=\"bold\" font-style=\"italic\">b</tspan></text>"))
        << svg;
    EXPECT_TRUE(contains(svg, "last"));
    auto const width = " textLength=\"" + to_svg_number(width_of(lay_out(*page.text).front())) + '"';
    EXPECT_TRUE(contains(svg, width)) << "words keep their place in any typeface";
    EXPECT_FALSE(contains(svg, "1404 1872\"")) << "text that runs past the paper must be seen";
}

TEST(Svg, turns_a_landscape_v5_page_as_the_picture_does)
{
    auto svg = to_svg(PreparedPage(small_page({stroke(kFineliner, {point(20, 90)})})),
                      {.width_px = {}, .orientation = Orientation::landscape});
    EXPECT_TRUE(contains(svg, "viewBox=\"0 0 100 200\""));
    EXPECT_TRUE(contains(svg, "matrix(0 1 -1 0 100 0)"));
}

TEST(Svg, writes_short_numbers)
{
    EXPECT_EQ(to_svg_number(0), "0");
    EXPECT_EQ(to_svg_number(-0.04), "0");
    EXPECT_EQ(to_svg_number(-0.5), "-.5");
    EXPECT_EQ(to_svg_number(12.34), "12.3");
    EXPECT_EQ(to_svg_number(-120), "-120");
}

}  // namespace
}  // namespace rmirror::test
