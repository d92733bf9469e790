// SPDX-License-Identifier: AGPL-3.0-or-later
// Widths, densities and ends as measured on pages beside their pictures by reMarkable's own software.
#include "pens/widths.hpp"

#include "display/outline.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace rmirror {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr std::uint32_t kOldBrush = 0, kOldPencil = 1, kOldBallpoint = 2, kOldMarker = 3, kOldFineliner = 4,
                        kOldHighlighter = 5, kOldMechanicalPencil = 7;
constexpr std::uint32_t kBrush = 12, kMechanicalPencil = 13, kPencil = 14, kBallpoint = 15, kMarker = 16,
                        kFineliner = 17, kHighlighter = 18, kCalligraphy = 21, kShader = 23;

Stroke stroke_at(std::uint32_t tool, Point const& point, std::uint32_t color = 0)
{
    Stroke stroke;
    stroke.tool = tool;
    stroke.color.id = color;
    stroke.points = {point};
    return stroke;
}

float width_of(Stroke const& stroke)
{
    return stroke_width(pen_of(stroke.tool), stroke, 0);
}

float density_of(Stroke const& stroke)
{
    return stroke_density(pen_of(stroke.tool), stroke, 0);
}

float ink_of(Stroke const& stroke)
{
    return width_of(stroke) * density_of(stroke);
}

TEST(Widths, are_sane_whatever_the_file_says)
{
    for (std::uint32_t tool = 0; tool < 30; ++tool)
        for (float width : {kNan, kInfinity, -kInfinity, -1.0F, 0.0F, 1e-30F, 3.0F, 1e30F})
            for (float pressure : {kNan, -kInfinity, 0.5F, 1e30F})
                for (float tilt : {kNan, kInfinity, -1.0F, 0.8F}) {
                    auto stroke = stroke_at(tool, {.width = width, .pressure = pressure});
                    stroke.tilts = {tilt};
                    stroke.thickness = width;
                    for (float drawn : {width_of(stroke), ocr_width(pen_of(tool), stroke, 0)}) {
                        EXPECT_GE(drawn, kThinnestStroke);
                        EXPECT_LE(drawn, kWidestStroke);
                    }
                    EXPECT_GE(density_of(stroke), 0);
                    EXPECT_LE(density_of(stroke), 1);
                    EXPECT_LE(stroke_reach(pen_of(tool), stroke, 0, width_of(stroke)), kWidestStroke);
                }
}

// Of broad brushes and markers its PDFs and its thumbnails differ by a tenth: these lie between them.
TEST(Widths, are_those_that_the_tablet_draws)
{
    struct {
        std::uint32_t tool;
        float pressure, width, drawn;
    } const seen[] = {
        {kFineliner, 0.1F, 2, 2},     {kFineliner, 1, 4, 4},
        {kFineliner, 0.5F, 6, 6},     {kBallpoint, 1, 6, 6},
        {kCalligraphy, 0.3F, 9, 9},   {kMarker, 0.9F, 14, 11.3F},
        {kMarker, 0.45F, 19.2F, 14},  {kBrush, 0.6F, 6, 4.5F},
        {kBrush, 1, 20, 15.2F},       {kMechanicalPencil, 0.9F, 9, 6.7F},
        {kPencil, 1, 10, 7.5F},       {kPencil, 0.52F, 12.6F, 8.8F},
        {kHighlighter, 0.5F, 30, 30},
    };
    for (auto const& [tool, pressure, width, drawn] : seen)
        EXPECT_NEAR(width_of(stroke_at(tool, {.width = width, .pressure = pressure})), drawn, 0.03F * drawn)
            << pen_of(tool).name << ' ' << width;
}

TEST(Widths, of_a_pencil_are_thinner_where_it_is_pressed_lightly)
{
    Point point{.width = 12, .pressure = 1};
    auto const firm = width_of(stroke_at(kPencil, point));
    point.pressure = 0.4F;
    EXPECT_LT(width_of(stroke_at(kPencil, point)), 0.95F * firm);
    EXPECT_LT(density_of(stroke_at(kPencil, point)), 0.5F);
    EXPECT_EQ(density_of(stroke_at(kPencil, point, 1)), density_of(stroke_at(kPencil, point)))
        << "specks have their colour in full";
}

TEST(Widths, densities_are_the_chances_of_ink_that_the_desktop_app_shows)
{
    struct {
        std::uint32_t tool;
        float pressure, chance;
    } const seen[] = {
        {kPencil, 0.52F, 0.5F}, {kMechanicalPencil, 0.88F, 0.93F}, {kMarker, 0.45F, 1}, {kBrush, 0.6F, 1}};
    for (auto const& [tool, pressure, chance] : seen)
        EXPECT_NEAR(density_of(stroke_at(tool, {.width = 9, .pressure = pressure})), chance, 0.05)
            << pen_of(tool).name;
}

// Ink across the stroke, as a share of the stored width: means of what thumbnails, the desktop app and PDFs
// show (decision 43).
TEST(Widths, of_pencil_brush_and_ballpoint_leave_as_much_ink_as_the_tablet)
{
    struct {
        std::uint32_t tool;
        float pressure, width, share;
    } const seen[] = {
        {kPencil, 0.3F, 13, 0.13F},   {kBrush, 0.9F, 17, 0.759F}, {kBrush, 0.9F, 22, 0.764F},
        {kBallpoint, 0.3F, 3, 0.92F}, {kBallpoint, 0.5F, 3, 1},
    };
    for (auto const& [tool, pressure, width, share] : seen)
        EXPECT_NEAR(ink_of(stroke_at(tool, {.width = width, .pressure = pressure})), share * width,
                    0.02F * share * width)
            << pen_of(tool).name << ' ' << pressure;
}

TEST(Widths, leave_less_ink_the_less_a_pen_is_pressed)
{
    for (std::uint32_t tool : {kBrush, kPencil, kBallpoint, kMechanicalPencil}) {
        float before = 0;
        float faintest = 0;
        for (float pressure : {0.0F, 0.25F, 0.5F, 0.75F, 1.0F}) {
            auto const stroke = stroke_at(tool, {.width = 10, .pressure = pressure});
            EXPECT_LE(density_of(stroke), 1) << tool;
            EXPECT_GE(ink_of(stroke), before) << tool;
            before = ink_of(stroke);
            faintest = faintest == 0 ? before : faintest;
        }
        EXPECT_GT(before, faintest) << tool;
    }
    EXPECT_EQ(density_of(stroke_at(kPencil, {.width = 4, .pressure = kNan})), 1);
    EXPECT_EQ(density_of(stroke_at(kFineliner, {})), 1) << "a fineliner does not care";
}

TEST(Widths, leave_less_ink_where_a_brush_that_is_pressed_lightly_flies_over_the_paper)
{
    auto const ink = [](float pressure, float speed) {
        return ink_of(stroke_at(kBrush, {.speed = speed, .width = 10, .pressure = pressure}));
    };
    EXPECT_LT(ink(0.4F, 15), 0.9F * ink(0.4F, 1));
    EXPECT_EQ(ink(1, 15), ink(1, 1));
    EXPECT_EQ(ink(0.5F, kInfinity), ink(0.5F, 1000));
    EXPECT_EQ(ink(0.9F, kNan), ink(0.9F, 0));
}

TEST(Widths, by_size_are_those_of_the_first_generation)
{
    struct {
        std::uint32_t tool;
        float pressure, tilt;
        float thin, medium, thick;
    } const seen[] = {
        {kOldBallpoint, 0.8F, 0.5F, 2, 3, 4.5F},
        {kOldFineliner, 0.8F, 0.5F, 2, 4, 6},
        {kOldMechanicalPencil, 0.8F, 0.5F, 2.9F, 4.2F, 6.6F},
        {kOldMarker, 0.8F, 0.5F, 8, 18, 21},
        {kOldHighlighter, 0.8F, 0.5F, 30, 30, 30},
        {kOldPencil, 0.95F, 0.5F, 1.8F, 3.2F, 5.5F},
        {kOldPencil, 0.95F, 1, 7, 9.2F, 16.5F},
        {kOldBrush, 0.4F, 0.5F, 2, 4.2F, 6.1F},
        {kOldBrush, 0.95F, 0.5F, 8.8F, 17.8F, 27.2F},
        {kOldBrush, 0.3F, 1, 5, 12.4F, 21},
        {kOldBrush, 0.92F, 1, 10.8F, 25.8F, 41.8F},
    };
    for (auto const& row : seen)
        for (auto const& [size, drawn] :
             {std::pair{1.875, row.thin}, {2.0, row.medium}, {2.125, row.thick}}) {
            auto stroke = stroke_at(row.tool, {.width = float(size), .pressure = row.pressure});
            stroke.thickness = size;
            stroke.tilts = {row.tilt};
            EXPECT_NEAR(width_of(stroke), drawn, 0.01F) << pen_of(row.tool).name << ' ' << size;
        }
}

TEST(Widths, of_lines_that_were_made_larger_lie_between_those_of_two_sizes)
{
    auto stroke = stroke_at(kOldFineliner, {.width = 1.893F, .pressure = 1});
    stroke.thickness = double{1.893F};
    EXPECT_GT(width_of(stroke), 2.1F);
    EXPECT_LT(width_of(stroke), 2.5F);
}

TEST(Widths, leave_no_knot_where_a_line_happens_to_be_as_wide_as_its_size_for_a_moment)
{
    auto swelling = stroke_at(kOldBallpoint, {.width = 1.75F, .pressure = 1});
    swelling.thickness = 2;
    swelling.points.push_back({.width = 2, .pressure = 1});
    swelling.points.push_back({.width = 2.25F, .pressure = 1});
    auto const width = [&](std::size_t i) { return stroke_width(pen_of(kOldBallpoint), swelling, i); };
    EXPECT_LT(width(0), width(1));
    EXPECT_LT(width(1), width(2));
}

TEST(Widths, for_reading_stay_those_that_pages_were_first_read_with)
{
    struct {
        std::uint32_t tool;
        float factor;
    } const kept[] = {{kBrush, 0.75F},  {kPencil, 0.78F},       {kMechanicalPencil, 0.755F},
                      {kMarker, 0.76F}, {kCalligraphy, 0.975F}, {kFineliner, 1},
                      {kShader, 1}};
    for (auto const& [tool, factor] : kept)
        EXPECT_FLOAT_EQ(ocr_width(pen_of(tool), stroke_at(tool, {.width = 10, .pressure = 1}), 0),
                        10 * factor)
            << pen_of(tool).name;
    // A grey pencil pressed lightly was read from a narrower line than a black one.
    Point const faint{.width = 10, .pressure = 0.5F};
    EXPECT_FLOAT_EQ(ocr_width(pen_of(kPencil), stroke_at(kPencil, faint), 0), 7.8F);
    EXPECT_NEAR(ocr_width(pen_of(kPencil), stroke_at(kPencil, faint, 1), 0), 7.8F * 0.405F / 0.78F, 0.001F);
}

TEST(Densities, of_an_even_tone_are_dark_enough_to_be_seen)
{
    for (std::uint32_t tool : {kOldPencil, kPencil, kMechanicalPencil, kMarker, kBrush})
        for (std::uint32_t color : {0U, 1U, 9U})
            for (float pressure : {0.0F, 0.3F, 1.0F}) {
                auto const stroke = stroke_at(tool, {.width = 10, .pressure = pressure}, color);
                float const even = even_density(pen_of(tool), stroke, 0);
                EXPECT_GE(even, density_of(stroke));
                EXPECT_GE(even, color == 0 ? pen_of(tool).lightest_tone : kLightestTone);
            }
}

TEST(Ends, reach_as_far_as_the_tablets)
{
    struct {
        std::uint32_t tool;
        float width, reach;
    } const seen[] = {{kMarker, 9.1F, 4.56F},
                      {kMechanicalPencil, 5.9F, 2.62F},
                      {kCalligraphy, 2.3F, 0.88F},
                      {kFineliner, 4, 2}};
    for (auto const& [tool, width, reach] : seen) {
        auto stroke = stroke_at(tool, {.x = 10, .y = 20, .width = width, .pressure = 1});
        stroke.points.push_back({.x = 60, .y = 20, .width = width, .pressure = 1});
        auto const outline = outline_of(stroke, {});
        EXPECT_NEAR(outline.back().x + outline.back().radius, 60 + reach, 0.05) << pen_of(tool).name;
        EXPECT_NEAR(outline.front().x - outline.front().radius, 10 - reach, 0.05) << pen_of(tool).name;
        EXPECT_EQ(outline.back().y, 20);
    }
}

TEST(Ends, of_a_dot_stay_where_they_are)
{
    for (float apart : {0.0F, 0.01F}) {
        auto stroke = stroke_at(kMarker, {.x = 10, .y = 20, .width = 9, .pressure = 1});
        stroke.points.push_back({.x = 10 + apart, .y = 20, .width = 9, .pressure = 1});
        EXPECT_EQ(outline_of(stroke, {}).back().x, 10 + apart);
    }
}

}  // namespace
}  // namespace rmirror
