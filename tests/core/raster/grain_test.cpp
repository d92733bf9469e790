// SPDX-License-Identifier: AGPL-3.0-or-later
// Specks: inked units of the page, the same ones however the page is drawn.
#include "raster/grain.hpp"

#include "pens/pens.hpp"
#include "raster/scenes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace rmirror::test {
namespace {

constexpr std::uint32_t kGrainy[] = {12, 13, 14, 16};  // brush, mechanical pencil, pencil, marker

/// One stroke from the left to the right, a little aslant so that edges do not fall on units.
Page page_of(std::uint32_t tool, float pressure, float width, std::uint32_t color = kBlack, float x = 0)
{
    std::vector<Point> points;
    for (int i = 0; i <= 8; ++i) {
        auto made = point(x + 20 + 20 * float(i), 48.3F + 0.5F * float(i), width);
        made.pressure = pressure;
        points.push_back(made);
    }
    return small_page({stroke(tool, points, color)});
}

/// The page from (x, y) on, of `width` by `height` pixels, out of a picture as wide as asked for.
Picture tile(Page const& page, int picture_width, Rect const& part)
{
    return drawn(page, {.width_px = picture_width, .rect = part});
}

bool same_rows(Picture const& tile, Picture const& whole, int left, int top)
{
    for (int y = 0; y < tile.height; ++y)
        if (std::memcmp(pixel(tile, 0, y), pixel(whole, left, top + y), std::size_t(tile.width) * 4) != 0)
            return false;
    return true;
}

TEST(Grain, is_all_or_nothing_from_one_pixel_a_unit_on)
{
    for (auto const tool : kGrainy)
        for (int width : {200, 300, 517, 1200})
            for (auto const orientation : {Orientation::portrait, Orientation::landscape}) {
                auto const picture =
                    drawn(page_of(tool, 0.55F, 13), {.width_px = width, .orientation = orientation});
                std::size_t inked = 0;
                for (std::size_t i = 0; i < picture.rgba.size(); i += 4) {
                    ASSERT_TRUE(picture.rgba[i] == 0 || picture.rgba[i] == 255)
                        << pen_of(tool).name << ' ' << width << ": " << int{picture.rgba[i]};
                    inked += picture.rgba[i] == 0 ? 1 : 0;
                }
                EXPECT_GT(inked, 100U) << pen_of(tool).name << ' ' << width;
            }
}

TEST(Grain, has_the_strokes_colour_in_full)
{
    auto const picture = drawn(page_of(14, 0.5F, 13, kRed));
    auto const red = ink_color(stroke(14, {}, kRed));
    std::size_t inked = 0;
    for (std::size_t i = 0; i < picture.rgba.size(); i += 4) {
        bool const paper = picture.rgba[i + 1] == 255;
        inked += paper ? 0 : 1;
        ASSERT_EQ(picture.rgba[i], paper ? 255 : red.red);
        ASSERT_EQ(picture.rgba[i + 2], paper ? 255 : red.blue);
    }
    EXPECT_GT(inked, 100U);
}

TEST(Grain, stays_where_it_is_when_the_page_is_enlarged)
{
    for (auto const tool : kGrainy) {
        auto const page = page_of(tool, 0.55F, 13);
        auto const once = drawn(page);
        for (int times : {2, 3, 5}) {
            auto const larger = drawn(page, {.width_px = 200 * times});
            for (int y = 0; y < larger.height; ++y)
                for (int x = 0; x < larger.width; ++x)
                    ASSERT_EQ(*pixel(larger, x, y), *pixel(once, x / times, y / times))
                        << pen_of(tool).name << ' ' << times << " at " << x << ", " << y;
        }
    }
}

TEST(Grain, meets_in_tiles_at_every_size)
{
    for (auto const tool : kGrainy)
        for (int width : {60, 137, 200, 333, 800}) {
            auto const page = page_of(tool, 0.5F, 13);
            auto const whole = drawn(page, {.width_px = width});
            double const unit = 200.0 / width;  // a pixel's side
            int const half = width / 2;
            int const upper = whole.height / 2;
            EXPECT_TRUE(same_rows(tile(page, width, {0, 0, half * unit, upper * unit}), whole, 0, 0))
                << width;
            auto const right = tile(page, width, {half * unit, upper * unit, (width - half) * unit, 40});
            EXPECT_TRUE(same_rows(right, whole, half, upper)) << pen_of(tool).name << ' ' << width;
        }
}

TEST(Grain, turns_with_the_page)
{
    auto const page = page_of(14, 0.5F, 13);
    auto const upright = drawn(page);
    auto const turned = drawn(page, {.orientation = Orientation::landscape});
    ASSERT_EQ(turned.width, upright.height);
    for (int y = 0; y < upright.height; ++y)
        for (int x = 0; x < upright.width; ++x)
            ASSERT_EQ(*pixel(turned, upright.height - 1 - y, x), *pixel(upright, x, y)) << x << ", " << y;
}

TEST(Grain, stays_with_the_page_when_it_grows)
{
    auto page = page_of(14, 0.5F, 13);
    auto const before = drawn(page);
    page.layers[0].strokes.push_back(stroke(kFineliner, {point(-40, -60), point(-30, -60)}));
    PreparedPage const prepared(page);
    auto const after = drawn(prepared);
    int const right = after.width - before.width;
    int const down = after.height - before.height;
    ASSERT_GT(right, 0);
    ASSERT_GT(down, 0);
    for (int y = 0; y < before.height; ++y)
        ASSERT_EQ(std::memcmp(pixel(after, right, down + y), pixel(before, 0, y), 200 * 4), 0) << y;
}

TEST(Grain, is_the_mean_of_its_units_where_the_page_is_drawn_smaller)
{
    for (auto const tool : kGrainy) {
        auto const page = page_of(tool, 0.55F, 13);
        auto const full = drawn(page);
        auto const small = drawn(page, {.width_px = 40});  // five units a pixel
        for (int y = 0; y < small.height; ++y)
            for (int x = 0; x < small.width; ++x) {
                double sum = 0;
                for (int i = 0; i < 25; ++i)
                    sum += darkness(full, 5 * x + i % 5, 5 * y + i / 5);
                ASSERT_NEAR(darkness(small, x, y), sum / 25, 0.012)
                    << pen_of(tool).name << ' ' << x << ", " << y;
            }
    }
}

TEST(Grain, keeps_the_ink_of_the_full_picture_at_any_smaller_size)
{
    for (int width : {13, 77, 140, 199}) {
        auto const page = page_of(14, 0.6F, 13);
        double const scale = width / 200.0;
        auto const small = drawn(page, {.width_px = width});
        EXPECT_NEAR(ink_area(small) / (scale * scale), ink_area(drawn(page)), 0.02 * ink_area(drawn(page)))
            << width;
    }
}

/// The share of inked units at a distance from the middle of a long stroke that is a little aslant, as its
/// bins of one unit have it.
std::vector<double> chances_of(std::uint32_t tool, float pressure, float width, std::size_t bins)
{
    constexpr double kSlope = 0.02;
    std::vector<Point> points;
    for (int i = 0; i < 100; ++i) {
        auto made = point(float(20 * i), 30 + float(20 * i * kSlope), width);
        made.pressure = pressure;
        points.push_back(made);
    }
    auto page = small_page({stroke(tool, points)});
    page.paper = {1980, 100};
    auto const picture = drawn(page);
    std::vector<double> inked(bins), all(bins);
    for (int y = 0; y < 100; ++y)
        for (int x = 50; x < 1900; ++x) {
            double const aside =
                std::fabs(y + 0.5 - 30 - (x + 0.5) * kSlope) / std::sqrt(1 + kSlope * kSlope);
            auto const bin = static_cast<std::size_t>(aside + 0.5);
            if (bin >= bins)
                continue;
            inked[bin] += darkness(picture, x, y);
            all[bin] += 1;
        }
    for (std::size_t i = 0; i < bins; ++i)
        inked[i] /= all[i];
    return inked;
}

TEST(Grain, thins_out_from_the_middle_as_the_desktop_app_draws_it)
{
    struct {
        std::uint32_t tool;
        float pressure, width;
        std::vector<double> chances;
    } const seen[] = {
        {14, 0.52F, 12.6F, {0.5, 0.5, 0.5, 0.5, 0.38, 0.11, 0.02, 0, 0}},
        {16, 0.45F, 19, {1, 1, 1, 1, 1, 1, 0.98, 0.53, 0.04, 0}},
        {13, 0.88F, 9, {0.93, 0.93, 0.93, 0.75, 0.09, 0}},
        {12, 0.6F, 6, {1, 1, 0.76, 0.01, 0}},
    };
    for (auto const& [tool, pressure, width, chances] : seen) {
        auto const ours = chances_of(tool, pressure, width, chances.size());
        for (std::size_t i = 0; i < chances.size(); ++i)
            EXPECT_NEAR(ours[i], chances[i], 0.07) << pen_of(tool).name << ' ' << i;
    }
}

TEST(Grain, differs_from_stroke_to_stroke)
{
    auto page = page_of(14, 0.5F, 13);
    auto const once = ink_area(drawn(page));
    page.layers[0].strokes.push_back(page.layers[0].strokes[0]);
    EXPECT_EQ(ink_area(drawn(page)), once) << "the same stroke leaves the same specks";
    page.layers[0].strokes[1].points[0].x += 0.25F;
    EXPECT_GT(ink_area(drawn(page)), 1.3 * once);
}

TEST(Grain, can_lie_far_off_the_page)
{
    for (float x : {-99'000.0F, 99'000.0F}) {
        auto page = page_of(14, 0.5F, 13, kBlack, x);
        auto const picture = drawn(page, {.width_px = 400, .rect = Rect{x, 30, 200, 40}});
        EXPECT_GT(ink_area(picture), 0.0) << x;
        drawn(page, {.width_px = 1});
        drawn(page, {.width_px = 32'000});
    }
}

TEST(Grain, is_left_out_of_a_page_that_takes_too_long_at_full_size)
{
    std::vector<Stroke> strokes;
    strokes.reserve(40);
    for (int i = 0; i < 40; ++i)
        strokes.push_back(stroke(14, {point(-99'000, float(i), 250), point(99'000, float(i), 250)}));
    auto page = small_page(std::move(strokes));
    EXPECT_EQ(drawn(page, {.width_px = 280}).width, 280);
    auto const part = drawn(page, {.width_px = 198'250, .rect = Rect{0, 100, 50, 50}});
    EXPECT_TRUE(
        std::any_of(part.rgba.begin(), part.rgba.end(), [](int value) { return value > 0 && value < 255; }));
}

}  // namespace
}  // namespace rmirror::test
