// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pens/pens.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace rmirror {
namespace {

Stroke stroke_of(std::uint32_t tool, std::uint32_t color)
{
    Stroke stroke;
    stroke.tool = tool;
    stroke.color.id = color;
    return stroke;
}

TEST(Pens, keep_their_name_when_the_tablet_renumbers_them)
{
    std::uint32_t constexpr kOldAndNew[][2] = {{0, 12}, {1, 14}, {2, 15}, {3, 16}, {4, 17}, {5, 18}, {7, 13}};
    for (auto const& pair : kOldAndNew)
        EXPECT_EQ(pen_of(pair[0]).name, pen_of(pair[1]).name) << pair[0];
}

TEST(Pens, are_known_for_every_number_seen_in_files)
{
    for (std::uint32_t tool : {0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 14, 15, 16, 17, 18, 21, 23})
        EXPECT_TRUE(is_known_tool(tool)) << tool;
    for (std::uint32_t tool : {9U, 10U, 11U, 19U, 20U, 22U, 24U, 4294967295U})
        EXPECT_FALSE(is_known_tool(tool)) << tool;
    for (std::uint32_t color = 0; color <= 13; ++color)
        EXPECT_TRUE(is_known_color(color)) << color;
    EXPECT_FALSE(is_known_color(14));
}

TEST(Pens, that_nobody_knows_draw_visible_ink)
{
    auto const& pen = pen_of(999);
    EXPECT_EQ(pen.kind, PenKind::ink);
    EXPECT_EQ(pen.opacity, 1);
    EXPECT_EQ(stroke_color(stroke_of(999, 999)), (Rgba{0, 0, 0, 255}));
}

TEST(Pens, tell_erasers_and_highlighters_from_ink)
{
    EXPECT_TRUE(is_eraser(6));
    EXPECT_TRUE(is_eraser(8));
    EXPECT_FALSE(is_eraser(17));
    EXPECT_TRUE(is_highlighter(5));
    EXPECT_TRUE(is_highlighter(18));
    EXPECT_FALSE(is_highlighter(23));
}

TEST(Pens, have_a_sane_width_whatever_the_file_says)
{
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    for (std::uint32_t tool = 0; tool < 30; ++tool) {
        for (float width : {kNan, kInfinity, -kInfinity, -1.0F, 0.0F, 1e-30F, 3.0F, 1e30F}) {
            Point point;
            point.width = width;
            float drawn = stroke_width(pen_of(tool), point, {});
            EXPECT_GE(drawn, kThinnestStroke);
            EXPECT_LE(drawn, kWidestStroke);
        }
    }
}

TEST(Pens, leave_less_ink_the_less_they_are_pressed)
{
    for (std::uint32_t tool : {0U, 1U, 2U, 7U}) {
        float before = 0;
        float faintest = 0;
        for (float pressure : {0.0F, 0.25F, 0.5F, 0.75F, 1.0F}) {
            Point point;
            point.width = 10;
            point.pressure = pressure;
            float const density = stroke_density(pen_of(tool), point, {});
            EXPECT_LE(density, 1) << tool;
            float const ink = density * stroke_width(pen_of(tool), point, {});
            EXPECT_GE(ink, before) << tool;
            before = ink;
            faintest = faintest == 0 ? ink : faintest;
        }
        EXPECT_GT(before, faintest) << tool;
    }
    Point absurd;
    absurd.pressure = std::numeric_limits<float>::quiet_NaN();
    EXPECT_EQ(stroke_density(pen_of(1), absurd, {}), 1);
    EXPECT_EQ(stroke_density(pen_of(17), Point{}, {}), 1) << "a fineliner does not care";
}

TEST(Pens, run_dry_when_a_brush_that_is_pressed_lightly_flies_over_the_paper)
{
    auto ink = [](float pressure, float speed) {
        Point point;
        point.width = 10;
        point.pressure = pressure;
        point.speed = speed;
        return stroke_density(pen_of(12), point, {}) * stroke_width(pen_of(12), point, {});
    };
    EXPECT_LT(ink(0.5F, 15), 0.9F * ink(0.5F, 1));
    EXPECT_EQ(ink(1, 15), ink(1, 1));
    EXPECT_EQ(ink(0.5F, std::numeric_limits<float>::infinity()), ink(0.5F, 1000));
    EXPECT_EQ(ink(0.9F, std::numeric_limits<float>::quiet_NaN()), ink(0.9F, 0));
}

TEST(Pens, draw_a_faint_pencil_pale_and_as_wide_as_it_is_held)
{
    Point faint;
    faint.width = 12;
    faint.pressure = 0.5F;
    Point firm = faint;
    firm.pressure = 1;
    EXPECT_EQ(stroke_width(pen_of(14), faint, {}), stroke_width(pen_of(14), firm, {}));
    EXPECT_LT(stroke_density(pen_of(14), faint, {}), 0.5F);
    auto const grey = stroke_of(14, 1);
    EXPECT_GT(stroke_density(pen_of(14), faint, grey), 0.7F) << "light colours would be lost";
    EXPECT_LT(stroke_width(pen_of(14), faint, grey), stroke_width(pen_of(14), firm, grey));
}

TEST(Pens, take_the_width_of_their_size_where_the_oldest_files_state_none)
{
    auto stroke = stroke_of(7, 0);
    Point point;
    point.pressure = 1;
    float before = 0;
    for (double size : {1.875, 2.0, 2.125}) {
        stroke.thickness = size;
        point.width = static_cast<float>(size);  // what the reader of those files fills in
        float const width = stroke_width(pen_of(7), point, stroke);
        EXPECT_GT(width, before);
        before = width;
    }
    EXPECT_GT(before, 4);
    point.width = 3;
    EXPECT_LT(stroke_width(pen_of(7), point, stroke), 3) << "a stated width counts";
}

TEST(Pens, leave_no_knot_where_a_line_happens_to_be_as_wide_as_its_size_for_a_moment)
{
    auto swelling = stroke_of(2, 0);
    swelling.thickness = 2;
    for (float width : {1.75F, 2.0F, 2.25F})
        swelling.points.push_back({.width = width, .pressure = 1});
    auto const& pen = pen_of(2);
    auto const width = [&](std::size_t i) { return stroke_width(pen, swelling.points[i], swelling); };
    EXPECT_LT(width(0), width(1));
    EXPECT_LT(width(1), width(2));
}

TEST(Colors, know_an_even_tone_for_drawings_without_density)
{
    auto pencil = stroke_of(14, 0);
    pencil.points.resize(2);
    pencil.points[0].pressure = 0.2F;
    pencil.points[1].pressure = 0.8F;
    EXPECT_EQ(ink_color(pencil).alpha, 255);
    EXPECT_GE(stroke_color(pencil).alpha, 127) << "faint tones are lost in print";
    EXPECT_LT(stroke_color(pencil).alpha, 255);
}

TEST(Colors, take_the_explicit_value_over_the_palette)
{
    auto stroke = stroke_of(17, 7);
    stroke.color.argb = 0x40102030;
    EXPECT_EQ(stroke_color(stroke), (Rgba{0x10, 0x20, 0x30, 0x40}));
    EXPECT_EQ(highlight_color(stroke.color), (Rgba{0x10, 0x20, 0x30, 0x40}));
}

TEST(Colors, are_light_for_highlighters_so_that_ink_stays_readable)
{
    for (std::uint32_t color = 0; color <= 14; ++color) {
        auto const drawn = stroke_color(stroke_of(18, color));
        int const through = 255 - drawn.alpha;
        int const light = (drawn.red + drawn.green + drawn.blue) * drawn.alpha / 255 + 3 * through;
        EXPECT_GE(light, 3 * 140) << color;
    }
}

// What the desktop app draws on white, once and where two strokes of one colour cross (2026-11).
TEST(Colors, of_highlighters_accumulate_in_grey_and_darken_otherwise)
{
    struct {
        std::uint32_t color;
        Blend blend;
        int once, twice;
    } const seen[] = {
        {0, Blend::normal, 207, 171}, {1, Blend::normal, 207, 171}, {8, Blend::normal, 191, 143}};
    for (auto const& [color, blend, once, twice] : seen) {
        auto const stroke = stroke_of(18, color);
        EXPECT_EQ(ink_blend(stroke), blend) << color;
        auto const drawn = ink_color(stroke);
        auto const over = [&](double below) { return below + (drawn.red - below) * drawn.alpha / 255; };
        EXPECT_NEAR(over(255), once, 1) << color;
        EXPECT_NEAR(over(over(255)), twice, 1) << color;
    }
    for (std::uint32_t color : {3, 4, 5, 9}) {
        EXPECT_EQ(ink_blend(stroke_of(18, color)), Blend::darken) << color;
        EXPECT_EQ(ink_color(stroke_of(18, color)).alpha, 255) << color;
    }
    EXPECT_EQ(ink_blend(stroke_of(17, 8)), Blend::normal) << "a pen in grey covers";
}

TEST(Colors, write_themselves_as_css)
{
    EXPECT_EQ(to_css({0x01, 0xab, 0xff, 0x40}), "#01abff40");
}

}  // namespace
}  // namespace rmirror
