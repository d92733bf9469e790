// SPDX-License-Identifier: AGPL-3.0-or-later
#include "pens/pens.hpp"

#include <gtest/gtest.h>

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
    EXPECT_EQ(pen_of(5).kind, PenKind::highlighter);
    EXPECT_EQ(pen_of(18).kind, PenKind::highlighter);
    EXPECT_NE(pen_of(23).kind, PenKind::highlighter);
}

TEST(Colors, know_an_even_tone_for_drawings_without_density)
{
    auto pencil = stroke_of(14, 0);
    pencil.points = {{.width = 4, .pressure = 0.2F}, {.width = 4, .pressure = 0.8F}};
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
