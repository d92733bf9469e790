// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/raster.hpp"

#include "display/bounds.hpp"
#include "hashing.hpp"
#include "raster/scenes.hpp"

#include <numbers>

namespace rmirror::test {
namespace {

TEST(Raster, draws_as_much_ink_as_a_line_with_round_ends_covers)
{
    auto picture = drawn(small_page({stroke(kFineliner, {point(50, 50), point(150, 50)})}));
    EXPECT_NEAR(ink_area(picture), 100 * 10 + std::numbers::pi * 25, 6);
    EXPECT_EQ(darkness(picture, 100, 50), 1);
    EXPECT_EQ(darkness(picture, 100, 57), 0);
}

TEST(Raster, draws_a_slanted_line_as_wide_as_a_level_one)
{
    auto picture = drawn(small_page({stroke(kFineliner, {point(60, 10), point(140, 70)})}));
    EXPECT_NEAR(ink_area(picture), 100 * 10 + std::numbers::pi * 25, 8);
}

TEST(Raster, draws_lines_thinner_than_a_pixel_as_light_as_they_are_thin)
{
    auto line = stroke(kFineliner, {point(20, 50, 2), point(180, 50, 2)});
    auto picture = drawn(small_page({line}), {.width_px = 50});
    EXPECT_NEAR(ink_area(picture), 40 * 0.5, 2);
}

TEST(Raster, widens_with_the_points)
{
    auto picture = drawn(small_page({stroke(kFineliner, {point(50, 50, 4), point(150, 50, 24)})}));
    EXPECT_EQ(darkness(picture, 55, 56), 0);
    EXPECT_EQ(darkness(picture, 145, 56), 1);
    EXPECT_NEAR(ink_area(picture), 100 * 14 + std::numbers::pi * (4 + 144) / 2, 20);
}

TEST(Raster, draws_a_stroke_of_one_point_as_a_round_dot)
{
    auto picture = drawn(small_page({stroke(kFineliner, {point(100, 50, 40)})}));
    EXPECT_NEAR(ink_area(picture), std::numbers::pi * 400, 8);
    for (int i = 0; i < 24; ++i) {
        EXPECT_EQ(darkness(picture, 100 + i, 50), darkness(picture, 99 - i, 50));
        EXPECT_EQ(darkness(picture, 100 + i, 50), darkness(picture, 100, 50 + i));
    }
    EXPECT_EQ(darkness(picture, 100 + 15, 50 + 15), 0) << "a square dot would reach here";
}

TEST(Raster, draws_nothing_for_a_stroke_without_points)
{
    EXPECT_EQ(ink_area(drawn(small_page({stroke(kFineliner, {})}))), 0);
}

TEST(Raster, is_no_darker_where_a_stroke_crosses_itself)
{
    Stroke crossing =
        stroke(kFineliner, {point(60, 50), point(140, 50), point(140, 20), point(100, 20), point(100, 80)});
    crossing.color.argb = 0x80000000;  // half transparent
    auto picture = drawn(small_page({crossing}));
    EXPECT_EQ(darkness(picture, 100, 50), darkness(picture, 80, 50));
    EXPECT_NEAR(darkness(picture, 100, 50), 0.5, 0.01);
}

TEST(Raster, darkens_where_two_translucent_strokes_cross)
{
    auto level = stroke(kShader, {point(60, 50), point(140, 50)});
    auto upright = stroke(kShader, {point(100, 20), point(100, 80)});
    auto picture = drawn(small_page({level, upright}));
    EXPECT_GT(darkness(picture, 100, 50), darkness(picture, 80, 50));
    EXPECT_LT(darkness(picture, 80, 50), 0.5);
}

TEST(Raster, lets_a_highlighter_darken_what_was_drawn_before_it)
{
    auto const white = stroke(kFineliner, {point(60, 50), point(140, 50)}, kWhite);
    auto const marker = stroke(kHighlighter, {point(100, 20, 30), point(100, 80, 30)}, kYellow);
    auto const again = stroke(kHighlighter, {point(60, 40, 30), point(140, 40, 30)}, kYellow);
    auto const picture = drawn(small_page({white, marker, again}));
    for (int channel = 0; channel < 3; ++channel) {
        EXPECT_EQ(pixel(picture, 100, 50)[channel], pixel(picture, 100, 70)[channel])
            << "white ink leaves no gap";
        EXPECT_EQ(pixel(picture, 100, 40)[channel], pixel(picture, 100, 70)[channel])
            << "a colour over itself";
    }
}

TEST(Raster, keeps_ink_as_dark_as_it_was_below_a_highlighter_and_above)
{
    auto ink = stroke(kFineliner, {point(60, 50), point(140, 50)}, kRed);
    auto marker = stroke(kHighlighter, {point(100, 20, 30), point(100, 80, 30)}, kYellow);
    auto ink_first = drawn(small_page({ink, marker}));
    auto marker_first = drawn(small_page({marker, ink}));
    EXPECT_EQ(ink_first.rgba, marker_first.rgba);
    for (int channel = 0; channel < 3; ++channel)
        EXPECT_EQ(pixel(ink_first, 100, 50)[channel], pixel(ink_first, 70, 50)[channel]);
    EXPECT_LT(pixel(ink_first, 100, 30)[2], 200) << "yellow shows beside the ink";
}

TEST(Raster, keeps_ink_of_lower_layers_as_dark_as_it_was_below_a_highlighter)
{
    auto page = small_page({stroke(kFineliner, {point(60, 50), point(140, 50)})});
    page.layers.emplace_back();
    page.layers[1].strokes = {stroke(kHighlighter, {point(100, 20, 30), point(100, 80, 30)}, kYellow)};
    EXPECT_EQ(darkness(drawn(page), 100, 50), 1);
}

TEST(Raster, leaves_hidden_layers_out)
{
    auto page = small_page({stroke(kFineliner, {point(60, 50), point(900, 50)})});
    page.layers[0].visible = false;
    auto picture = drawn(page);
    EXPECT_EQ(ink_area(picture), 0);
    EXPECT_EQ(picture.width, 200);
    EXPECT_TRUE(is_blank(PreparedPage(page)));
}

TEST(Raster, draws_no_erasers)
{
    auto page =
        small_page({stroke(kEraser, {point(60, 50), point(900, 50)}), stroke(kEraseArea, {point(9, 9)})});
    EXPECT_EQ(ink_area(drawn(page)), 0);
    EXPECT_TRUE(is_blank(PreparedPage(page)));
}

TEST(Raster, draws_later_strokes_over_earlier_ones)
{
    auto below = stroke(kFineliner, {point(60, 50), point(140, 50)});
    auto above = stroke(kFineliner, {point(60, 50, 20), point(140, 50, 20)}, kWhite);
    EXPECT_EQ(ink_area(drawn(small_page({below, above}))), 0);
    EXPECT_GT(ink_area(drawn(small_page({above, below}))), 500);
}

TEST(Raster, obeys_an_explicit_colour_over_the_palette)
{
    auto blue = stroke(kFineliner, {point(60, 50), point(140, 50)}, kRed);
    blue.color.argb = 0xff1020f0;
    auto picture = drawn(small_page({blue}));
    EXPECT_EQ(pixel(picture, 100, 50)[0], 0x10);
    EXPECT_EQ(pixel(picture, 100, 50)[1], 0x20);
    EXPECT_EQ(pixel(picture, 100, 50)[2], 0xf0);
}

TEST(Raster, draws_highlights_as_rectangles_below_the_ink)
{
    auto page = small_page({stroke(kFineliner, {point(60, 50), point(140, 50)}, kRed)});
    Highlight highlight;
    highlight.color.id = kYellow;
    highlight.rects = {{80, 30, 40, 40}, {90, 30, 40, 40}};
    page.layers[0].highlights = {highlight};
    auto picture = drawn(page);
    EXPECT_LT(pixel(picture, 85, 35)[2], 200);
    EXPECT_EQ(pixel(picture, 85, 35)[2], pixel(picture, 100, 35)[2]) << "overlapping rectangles count once";
    EXPECT_EQ(pixel(picture, 79, 35)[2], 255);
    EXPECT_EQ(pixel(picture, 100, 50)[1], pixel(picture, 70, 50)[1]);
}

TEST(Raster, moves_strokes_that_hang_on_typed_text)
{
    auto page = small_page({stroke(kFineliner, {point(10, -10)})});
    page.text = TextBlock{.x = 0, .y = 0, .width = 200, .paragraphs = {Paragraph{}}};
    page.anchors.push_back({.kind = AnchorKind::text_start, .origin_x = 90});
    page.layers[0].strokes[0].anchor = 1;
    auto picture = drawn(page);
    EXPECT_EQ(darkness(picture, 100, 24), 1);
    page.layers[0].strokes[0].anchor = 7;  // no such anchor
    EXPECT_EQ(darkness(drawn(page), 10, 3), 1) << "where the file says, on a page grown upwards";
}

TEST(Raster, cuts_a_highlighter_off_at_its_first_and_last_point)
{
    auto marker = stroke(kHighlighter, {point(60, 50, 30), point(100, 50, 30), point(140, 50, 30)}, kYellow);
    auto picture = drawn(small_page({marker}));
    auto blue = [&](int x, int y) { return int{pixel(picture, x, y)[2]}; };
    EXPECT_EQ(blue(59, 50), 255);
    EXPECT_LT(blue(60, 50), 200);
    EXPECT_LT(blue(139, 36), 200) << "square, not round";
    EXPECT_EQ(blue(140, 50), 255);
    for (int x = 60; x < 140; ++x)
        EXPECT_EQ(blue(x, 40), blue(60, 50)) << "no seam where segments meet, " << x;
}

TEST(Raster, cuts_the_outside_of_a_highlighters_bend_straight)
{
    auto marker = stroke(kHighlighter, {point(60, 70, 30), point(100, 70, 30), point(100, 30, 30)}, kYellow);
    auto picture = drawn(small_page({marker}));
    auto blue = [&](int x, int y) { return int{pixel(picture, x, y)[2]}; };
    EXPECT_LT(blue(106, 76), 200);
    EXPECT_EQ(blue(109, 79), 255) << "an arc would reach here";
}

TEST(Raster, leaves_the_end_of_a_highlighter_square_where_the_hand_turned_back)
{
    auto marker =
        stroke(kHighlighter, {point(64, 50, 30), point(60, 50, 30), point(140, 50, 30), point(137, 50, 30)},
               kYellow);
    auto picture = drawn(small_page({marker}));
    auto blue = [&](int x, int y) { return int{pixel(picture, x, y)[2]}; };
    EXPECT_LT(blue(60, 50), 200);
    EXPECT_EQ(blue(58, 50), 255);
    EXPECT_LT(blue(139, 36), 200);
    EXPECT_EQ(blue(141, 50), 255);
}

TEST(Raster, inks_less_of_the_paper_where_the_pencil_is_pressed_less)
{
    auto line = [](float pressure) {
        auto pencil = stroke(14, {point(20, 50, 12), point(180, 50, 12)});
        for (auto& at : pencil.points)
            at.pressure = pressure;
        return ink_area(drawn(small_page({pencil})));
    };
    EXPECT_GT(line(0.3F), 50);
    EXPECT_GT(line(0.6F), 1.5 * line(0.3F));
    EXPECT_GT(line(0.9F), 1.2 * line(0.6F));
}

TEST(Raster, shows_the_paper_through_the_pencil_as_specks_that_stay_at_their_place)
{
    auto pencil = stroke(14, {point(20, 50, 20), point(180, 50, 20)});
    for (auto& at : pencil.points)
        at.pressure = 0.6F;
    auto page = small_page({pencil});
    auto picture = drawn(page);
    int light = 0;
    int dark = 0;
    for (int x = 30; x < 170; ++x) {
        light += darkness(picture, x, 50) < 0.35 ? 1 : 0;
        dark += darkness(picture, x, 50) > 0.65 ? 1 : 0;
    }
    EXPECT_GT(light, 20);
    EXPECT_GT(dark, 20);
    auto twice = drawn(page, {.width_px = 400});
    for (int x = 30; x < 170; ++x)
        EXPECT_NEAR(darkness(twice, 2 * x, 100), darkness(picture, x, 50), 0.02);
}

TEST(Raster, draws_the_same_bytes_on_every_machine)
{
    std::vector<Stroke> strokes;
    std::uint32_t state = 1;
    auto next = [&state] {
        return static_cast<float>((state = state * 1664525 + 1013904223) >> 16U) / 256.0F;
    };
    for (std::uint32_t tool = 12; tool < 24; ++tool) {
        auto scribble = stroke(tool, {}, tool - 12);
        for (int i = 0; i < 40; ++i) {
            // One after another: each compiler has an order of its own for arguments.
            float const width = next() / 16;
            float const y = next() / 2;
            float const x = next();
            scribble.points.push_back(point(x, y, width));
        }
        strokes.push_back(scribble);
    }
    auto picture = drawn(small_page(strokes), {.width_px = 333});
    EXPECT_EQ(sha256_hex(picture.rgba), "9f81e7ea23a4361e99b1fe5dd524e2b6b6ba456a5125113eaf203971f8f74114");
}

}  // namespace
}  // namespace rmirror::test
