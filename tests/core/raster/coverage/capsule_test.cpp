// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/coverage/capsule.hpp"

#include "raster/coverage/four_pixels.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace rmirror {
namespace {

/// A box of rows of a strip and a half.
constexpr int kRows = 5;
constexpr std::size_t kStride = 12;
using Box = std::array<std::uint8_t, kRows * kStride>;

struct Corner {
    float x, y;  // of the first pixel's centre
};

Box raised_one_by_one(Capsule const& capsule, Box box, Corner corner)
{
    for (std::size_t row = 0; row < kRows; ++row)
        for (std::size_t column = 0; column < kStride; ++column) {
            auto& pixel = box[row * kStride + column];
            pixel = std::max(pixel, capsule.level_at(corner.x + static_cast<float>(column),
                                                     corner.y + static_cast<float>(row)));
        }
    return box;
}

template <Shade kShade>
Box raised_in_strips(Capsule const& capsule, Box box, Corner corner)
{
    FourPixels<kShade> const four(capsule);
    four.raise_strip(box.data(), kStride, kRows, corner.x, corner.y);
    four.raise_half_strip(&box[8], kStride, kRows, corner.x + 8, corner.y);
    return box;
}

template <Shade kShade>
void expect_the_same(Capsule const& capsule, Box const& before, Corner corner)
{
    auto const expected = raised_one_by_one(capsule, before, corner);
    EXPECT_EQ(raised_in_strips<kShade>(capsule, before, corner), expected);
}

TEST(Capsule, covers_four_pixels_exactly_as_one_by_one)
{
    std::uint32_t state = 7;
    auto next = [&state](float max) {
        state = state * 1664525 + 1013904223;
        return static_cast<float>(state >> 8U) / static_cast<float>(1U << 24U) * max;
    };
    int partly = 0;
    int of_shade[3] = {};
    for (int i = 0; i < 20'000; ++i) {
        bool const is_opaque = i % 3 != 0;
        auto radius = [&] { return i % 4 == 0 ? next(60) : next(8); };
        auto density = [&] { return is_opaque ? 1 : next(1); };
        InkPoint from{next(40), next(40), radius(), density()};
        InkPoint to = i % 10 == 0 ? from : InkPoint{next(40), next(40), radius(), density()};
        if (i % 7 == 0)
            to.radius = from.radius;
        Capsule const capsule(from, to);
        Corner const corner{next(40), next(40)};
        Box before{};
        before.fill(static_cast<std::uint8_t>(next(256)));
        expect_the_same<Shade::any>(capsule, before, corner);
        if (capsule.shade() != Shade::any)
            expect_the_same<Shade::full>(capsule, before, corner);
        if (capsule.shade() == Shade::full_and_even)
            expect_the_same<Shade::full_and_even>(capsule, before, corner);
        ++of_shade[static_cast<int>(capsule.shade())];
        auto const alone = raised_one_by_one(capsule, {}, corner);
        partly += static_cast<int>(
            std::count_if(alone.begin(), alone.end(), [](auto level) { return level > 0 && level < 255; }));
    }
    EXPECT_GT(partly, 1000) << "the edges are what matters";
    for (int count : of_shade)
        EXPECT_GT(count, 1000);
}

TEST(Capsule, reaches_no_further_than_it_states)
{
    std::uint32_t state = 11;
    auto next = [&state](float low, float high) {
        state = state * 1664525 + 1013904223;
        return low + static_cast<float>(state >> 8U) / static_cast<float>(1U << 24U) * (high - low);
    };
    int covered = 0;
    for (int i = 0; i < 2'000; ++i) {
        float const corner = i % 2 == 0 ? 0 : 1'000'000;  // where floats know but sixteenths
        auto place = [&] { return corner + next(0, 30); };
        Capsule const capsule({place(), place(), next(0, 6)}, {place(), place(), next(0, 6)});
        for (int column = -8; column < 40; ++column) {
            float const x = corner + static_cast<float>(column) + 0.5F;
            auto const span = capsule.span_of_columns(x, x + static_cast<float>(i % 3));
            for (int row = -8; row < 40; ++row) {
                float const y = corner + static_cast<float>(row) + 0.5F;
                if (capsule.level_at(x, y) == 0)
                    continue;
                ++covered;
                ASSERT_TRUE(y >= capsule.top() && y <= capsule.bottom());
                ASSERT_TRUE(x >= capsule.left() && x <= capsule.right());
                ASSERT_TRUE(y >= span.top && y <= span.bottom);
            }
        }
    }
    EXPECT_GT(covered, 100'000);
}

}  // namespace
}  // namespace rmirror
