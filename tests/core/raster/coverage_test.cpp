// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/coverage.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace rmirror::test
