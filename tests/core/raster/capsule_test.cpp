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

TEST(Capsule, reaches_no_further_than_the_row_it_states)
{
    Capsule capsule({10, 10, 3}, {30, 22, 5});
    for (int y = 0; y < 40; ++y) {
        float const centre = static_cast<float>(y) + 0.5F;
        auto const [left, right] = capsule.span_of_row(centre);
        for (int x = 0; x < 60; ++x) {
            auto at = static_cast<float>(x) + 0.5F;
            if (capsule.level_at(at, centre) > 0) {
                EXPECT_GT(at, left - 1);
                EXPECT_LT(at, right + 1);
                EXPECT_GT(centre, capsule.top());
                EXPECT_LT(centre, capsule.bottom());
            }
        }
    }
}

}  // namespace
}  // namespace rmirror
