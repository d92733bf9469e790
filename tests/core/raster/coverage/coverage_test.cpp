// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/coverage/coverage.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace rmirror::test {
namespace {

TEST(CoverageMask, keeps_of_a_run_what_lies_in_its_window)
{
    CoverageMask mask({100, 50, 10, 10});
    std::array<std::uint8_t, 30> run{};
    for (std::size_t i = 0; i < run.size(); ++i)
        run[i] = static_cast<std::uint8_t>(i + 1);
    mask.add_run(55, 90, run);
    for (int row : {0, 49, 60, 1000})
        mask.add_run(row, 100, run);
    for (int column : {0, 70, 110, 1000})
        mask.add_run(55, column, run);
    std::vector<std::pair<int, int>> kept;
    mask.drain([&](int y, int x, std::span<std::uint8_t> coverage) {
        EXPECT_EQ(y, 55);
        for (std::size_t i = 0; i < coverage.size(); ++i)
            if (coverage[i] != 0)
                kept.emplace_back(x + static_cast<int>(i), coverage[i]);
    });
    ASSERT_EQ(kept.size(), 10U);
    EXPECT_EQ(kept.front(), std::pair(100, 11));
    EXPECT_EQ(kept.back(), std::pair(109, 20));
}

TEST(CoverageMask, knows_what_reaches_its_window)
{
    CoverageMask const mask({100, 50, 10, 10});
    EXPECT_TRUE(mask.reaches({90, 40, 11, 11}));
    EXPECT_TRUE(mask.reaches({109, 59, 1, 1}));
    EXPECT_FALSE(mask.reaches({90, 50, 10, 10}));
    EXPECT_FALSE(mask.reaches({100, 60, 10, 10}));
}

/// What a mask covers of a picture of kSide by kSide pixels.
constexpr int kSide = 300;
std::vector<std::uint8_t> covered_by(CoverageMask& mask)
{
    std::vector<std::uint8_t> covered(std::size_t{kSide} * kSide);
    mask.drain([&](int y, int x, std::span<std::uint8_t> coverage) {
        EXPECT_EQ(x % CoverageMask::kBlock, 0);
        std::copy(coverage.begin(), coverage.end(), covered.begin() + y * kSide + x);
    });
    return covered;
}

TEST(CoverageMask, covers_the_same_in_a_window_around_a_stroke_as_in_the_whole_picture)
{
    constexpr PixelRect kPicture{0, 0, kSide, kSide};
    std::uint32_t state = 11;
    auto random = [&](float below) {
        state = state * 1664525 + 1013904223;
        return static_cast<float>(state >> 8U) / (1U << 24U) * below;
    };
    CoverageMask whole(kPicture);
    CoverageMask moving({0, 0, 0, 0});
    for (int round = 0; round < 600; ++round) {
        // Some lie within, some leave the picture, some miss it, and some begin far away.
        float const reach = round % 7 == 0 ? 2e6F : round % 3 == 0 ? 900 : 60;
        float const left = random(kSide) - reach / 3;
        float const top = random(kSide) - reach / 3;
        std::vector<InkPoint> points;
        for (int i = round % 5; i >= 0; --i)
            points.push_back({left + random(reach), top + random(reach), random(round % 4 == 0 ? 40 : 3)});
        auto const cap = round % 2 == 0 ? Cap::round : Cap::flat;
        cover_stroke(whole, points, cap);
        moving.move_to(window_around(points, kPicture));
        cover_stroke(moving, points, cap);
        EXPECT_TRUE(covered_by(whole) == covered_by(moving)) << "round " << round;
    }
}

}  // namespace
}  // namespace rmirror::test
