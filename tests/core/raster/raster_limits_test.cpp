// SPDX-License-Identifier: AGPL-3.0-or-later
// Numbers and sizes that no tablet writes.
#include "display/view.hpp"
#include "raster/raster.hpp"
#include "raster/scenes.hpp"

#include <cmath>
#include <limits>
#include <numbers>

namespace rmirror::test {
namespace {

TEST(RasterLimits, refuses_a_picture_without_width)
{
    auto picture = draw_display(PreparedPage(small_page({})), {.width_px = 0});
    ASSERT_FALSE(picture.ok());
    EXPECT_EQ(picture.error().code, ErrorCode::bad_request);
}

TEST(RasterLimits, skips_points_that_are_no_numbers)
{
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    auto broken =
        stroke(kFineliner, {point(50, 50), point(kNan, 50), point(70, kInfinity), point(-kInfinity, 1),
                            point(150, 50, kNan), point(150, 50, -kInfinity), point(150, 50)});
    auto whole = stroke(kFineliner, {point(50, 50), point(150, 50)});
    EXPECT_EQ(drawn(small_page({broken})).rgba, drawn(small_page({whole})).rgba);
}

TEST(RasterLimits, survives_absurd_numbers_everywhere)
{
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    for (double absurd : {kNan, -1.0, 0.0, 1e300, std::numeric_limits<double>::infinity()}) {
        auto page = small_page({stroke(kFineliner, {point(50, 50)})});
        page.paper = {absurd, absurd};
        page.layers[0].highlights.emplace_back();
        page.layers[0].highlights[0].rects = {{absurd, 1, 1, absurd}, {1, -absurd, absurd, 1}};
        auto picture = drawn(page, {.width_px = 100});
        EXPECT_GE(picture.height, 1);
    }
}

TEST(RasterLimits, draws_a_huge_page_smaller_instead_of_refusing_it)
{
    for (float far : {50'000.0F, 1e30F}) {
        auto picture =
            drawn(small_page({stroke(kFineliner, {point(-far, -far, 200), point(far, far, 200)})}));
        EXPECT_LE(std::int64_t{picture.width} * picture.height, kMaxPixels);
        EXPECT_GT(std::int64_t{picture.width} * picture.height, kMaxPixels / 2);
        EXPECT_GT(ink_area(picture), 1000);
    }
    auto strip = drawn(small_page({stroke(kFineliner, {point(50, 90'000)})}));
    EXPECT_LE(strip.height, 32'000);
    EXPECT_GE(strip.width, 1);
    auto wide = drawn(small_page({}), {.width_px = std::numeric_limits<int>::max()});
    EXPECT_LE(std::int64_t{wide.width} * wide.height, kMaxPixels);
}

TEST(RasterLimits, draws_forty_thousand_strokes_as_it_draws_one)
{
    std::vector<Stroke> many(40'000, stroke(kFineliner, {point(50, 50), point(53, 52)}));
    EXPECT_NEAR(ink_area(drawn(small_page({many[0]}))), 36 + std::numbers::pi * 25, 4);
    EXPECT_GT(ink_area(drawn(small_page(many))), 36 + std::numbers::pi * 25);
}

TEST(RasterLimits, refuses_a_part_too_large_for_a_picture_and_survives_absurd_ones)
{
    auto page = small_page({stroke(kFineliner, {point(50, 50), point(150, 50)})});
    RenderRequest request{.width_px = 30'000, .rect = Rect{0, 0, 200, 100}};
    auto const picture = draw_display(PreparedPage(page), request);
    ASSERT_FALSE(picture.ok());
    EXPECT_EQ(picture.error().code, ErrorCode::bad_request);
    constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
    for (double absurd : {kNan, -1.0, 0.0, 1e300, -std::numeric_limits<double>::infinity()}) {
        request = {.width_px = 100, .rect = Rect{absurd, absurd, 1, absurd}};
        auto const part = draw_display(PreparedPage(page), request);
        EXPECT_TRUE(!part.ok() || part.value().width >= 1);
    }
    auto const beyond = drawn(page, {.width_px = 200, .rect = Rect{-50, -50, 40, 30}});
    EXPECT_EQ(beyond.width, 40);
    EXPECT_EQ(ink_area(beyond), 0);
}

}  // namespace
}  // namespace rmirror::test
