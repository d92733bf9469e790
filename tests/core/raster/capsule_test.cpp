// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/capsule.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

namespace rmirror {
namespace {

TEST(Capsule, covers_four_pixels_exactly_as_one_by_one)
{
    std::uint32_t state = 7;
    auto next = [&state](float most) {
        state = state * 1664525 + 1013904223;
        return static_cast<float>(state >> 8U) / static_cast<float>(1U << 24U) * most;
    };
    int partly = 0;
    for (int i = 0; i < 20'000; ++i) {
        InkPoint from{next(40), next(40), next(8), next(1)};
        InkPoint to = i % 10 == 0 ? from : InkPoint{next(40), next(40), next(8), next(1)};
        Capsule const capsule(from, to);
        float const x = next(40);
        float const y = next(40);
        auto const before = static_cast<std::uint8_t>(next(256));
        std::uint8_t eight[8];
        std::fill(std::begin(eight), std::end(eight), before);
        capsule.raise_row(eight, 2, x, y);
        for (int lane = 0; lane < 8; ++lane) {
            auto const one = capsule.level_at(x + static_cast<float>(lane), y);
            ASSERT_EQ(eight[lane], std::max(before, one));
            partly += one > before && one < 255 ? 1 : 0;
        }
    }
    EXPECT_GT(partly, 1000) << "the edges are what matters";
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
        for (int row = -8; row < 40; ++row) {
            float const y = corner + static_cast<float>(row) + 0.5F;
            auto const span = capsule.span_of_row(y);
            for (int column = -8; column < 40; ++column) {
                float const x = corner + static_cast<float>(column) + 0.5F;
                if (capsule.level_at(x, y) == 0)
                    continue;
                ++covered;
                ASSERT_TRUE(y >= capsule.top() && y <= capsule.bottom());
                ASSERT_TRUE(x >= capsule.left() && x <= capsule.right());
                ASSERT_TRUE(x >= span.left && x <= span.right);
            }
        }
    }
    EXPECT_GT(covered, 100'000);
}

}  // namespace
}  // namespace rmirror
