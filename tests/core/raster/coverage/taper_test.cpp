// SPDX-License-Identifier: AGPL-3.0-or-later
// Strokes that grow or shrink fast: no disc bulges out of them.
#include "raster/coverage/taper.hpp"

#include "raster/scenes.hpp"

#include <gtest/gtest.h>

namespace rmirror::test {
namespace {

Page growing(std::vector<std::pair<float, float>> const& places_and_widths)
{
    std::vector<Point> points;
    points.reserve(places_and_widths.size());
    for (auto const& [x, width] : places_and_widths)
        points.push_back(point(x, 50, width));
    return small_page({stroke(kFineliner, points)});
}

TEST(Taper, a_stroke_that_grows_at_once_starts_with_the_cap_of_its_first_point)
{
    // As a shader's first points lie: they grow from 4 to 32 within a hundredth of a unit.
    auto const page =
        growing({{100, 4}, {100.25F, 20}, {100.26F, 26}, {100.28F, 30}, {100.4F, 32}, {101, 32}, {160, 32}});
    auto const picture = drawn(page);
    EXPECT_EQ(darkness(picture, 95, 50), 0) << "nothing lies before the first cap";
    EXPECT_GT(darkness(picture, 98, 50), 0.9) << "the first cap";
    EXPECT_EQ(darkness(picture, 97, 60), 0) << "beside it";
    EXPECT_GT(darkness(picture, 102, 64), 0.9) << "then the stroke is as wide as its next points";
    EXPECT_GT(darkness(picture, 174, 50), 0.9) << "its end is round";
}

TEST(Taper, a_stroke_that_shrinks_at_once_ends_as_narrow_as_its_last_point)
{
    auto const picture = drawn(growing({{40, 32}, {99, 32}, {99.75F, 32}, {99.8F, 20}, {100, 4}}));
    EXPECT_EQ(darkness(picture, 105, 50), 0);
    EXPECT_EQ(darkness(picture, 104, 60), 0);
    EXPECT_GT(darkness(picture, 98, 64), 0.9);
}

TEST(Taper, corners_stay_round_outside)
{
    auto page = small_page({stroke(
        kFineliner, {point(40, 20, 4), point(40.5F, 20, 20), point(100, 20, 20), point(100, 80, 20)})});
    auto const picture = drawn(page);
    EXPECT_GT(darkness(picture, 106, 14), 0.9) << "outer corner";
    EXPECT_EQ(darkness(picture, 109, 11), 0) << "but not square";
}

TEST(Taper, leaves_even_strokes_alone)
{
    std::vector<InkPoint> const even{{0, 0, 3}, {5, 0, 3.1F}, {10, 2, 3}, {30, 4, 2}};
    EXPECT_TRUE(bulging_discs(even).empty());
    std::vector<InkPoint> const grows{{0, 0, 3}, {1, 0, 12}, {5, 0, 12}, {40, 0, 12}};
    EXPECT_EQ(bulging_discs(grows), (std::vector<bool>{false, true, true, false}));
}

}  // namespace
}  // namespace rmirror::test
