// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/blend.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <utility>
#include <vector>

namespace rmirror {
namespace {

/// Bytes of which every fourth is none and every fourth all: ends are where mixing goes wrong.
class RandomBytes {
public:
    std::vector<std::uint8_t> next(std::size_t count)
    {
        std::vector<std::uint8_t> bytes(count);
        for (auto& byte : bytes)
            byte = next();
        return bytes;
    }

    std::uint8_t next()
    {
        state_ = state_ * 1664525 + 1013904223;
        auto const kind = state_ >> 30U;
        return kind == 0 ? 0 : kind == 1 ? 255 : static_cast<std::uint8_t>(state_ >> 20U);
    }

private:
    std::uint32_t state_ = 5;
};

// A single pixel is always mixed by the scalar code.

TEST(Blend, mixes_a_run_of_greys_exactly_as_one_by_one)
{
    RandomBytes bytes;
    for (std::size_t length = 0; length < 70; ++length)
        for (auto blend : {Blend::normal, Blend::darken, Blend::multiply})
            for (int turn = 0; turn < 20; ++turn) {
                auto run = bytes.next(length);
                auto const coverage = bytes.next(length);
                auto const grey = bytes.next();
                auto single = run;
                for (std::size_t i = 0; i < length; ++i)
                    blend_grey(&single[i], {&coverage[i], 1}, grey, blend);
                blend_grey(run.data(), coverage, grey, blend);
                ASSERT_EQ(run, single) << length;
            }
}

TEST(BlackInk, blends_sixteen_greys_exactly_as_one_by_one)
{
    std::vector<std::uint8_t> coverage(256);
    std::iota(coverage.begin(), coverage.end(), std::uint8_t{0});
    for (int below = 0; below < 256; ++below) {
        std::vector<std::uint8_t> run(256, static_cast<std::uint8_t>(below));
        auto single = run;
        for (std::size_t i = 0; i < run.size(); ++i)
            blend_grey(&single[i], {&coverage[i], 1}, 0, Blend::normal);
        for (std::size_t i = 0; i < run.size(); i += BlackInk::kPixels)
            BlackInk().blend(&run[i], &coverage[i]);
        ASSERT_EQ(run, single);
    }
}

TEST(Blend, mixes_a_run_of_colours_exactly_as_one_by_one_and_keeps_it_opaque)
{
    RandomBytes bytes;
    for (std::size_t length = 0; length < 70; ++length)
        for (auto blend : {Blend::normal, Blend::darken, Blend::multiply})
            for (int turn = 0; turn < 20; ++turn) {
                auto run = bytes.next(4 * length);
                for (std::size_t i = 0; i < length; ++i)
                    run[4 * i + 3] = 255;
                auto const coverage = bytes.next(length);
                Rgba const color{bytes.next(), bytes.next(), bytes.next(), bytes.next()};
                auto single = run;
                for (std::size_t i = 0; i < length; ++i)
                    ColorInk(color, blend).blend(&single[4 * i], {&coverage[i], 1});
                ColorInk(color, blend).blend(run.data(), coverage);
                ASSERT_EQ(run, single) << length;
            }
}

TEST(Blend, covers_wholly_not_at_all_and_by_half)
{
    for (auto [coverage, expected] : {std::pair<std::uint8_t, int>{0, 200}, {128, 100}, {255, 0}}) {
        std::vector<std::uint8_t> greys(16, 200);
        blend_grey(greys.data(), std::vector<std::uint8_t>(16, coverage), 0, Blend::normal);
        for (int grey : greys)
            EXPECT_NEAR(grey, expected, 1);
    }
    std::vector<std::uint8_t> greys(16, 200);
    blend_grey(greys.data(), std::vector<std::uint8_t>(16, 255), 128, Blend::multiply);
    EXPECT_EQ(greys, std::vector<std::uint8_t>(16, 100));
}

TEST(Blend, takes_the_darker_of_both_in_each_channel)
{
    std::vector<std::uint8_t> pixels;
    for (int i = 0; i < 16; ++i)
        pixels.insert(pixels.end(), {200, 100, 255, 255});
    ColorInk(Rgba{150, 150, 96, 255}, Blend::darken).blend(pixels.data(), std::vector<std::uint8_t>(16, 255));
    for (std::size_t i = 0; i < pixels.size(); i += 4)
        EXPECT_EQ(std::vector(pixels.begin() + i, pixels.begin() + i + 4),
                  (std::vector<std::uint8_t>{150, 100, 96, 255}));
}

}  // namespace
}  // namespace rmirror
