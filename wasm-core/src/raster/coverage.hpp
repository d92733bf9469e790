// SPDX-License-Identifier: AGPL-3.0-or-later
// Third stage: how much of each pixel one stroke covers. Where parts of a stroke overlap the larger
// coverage counts, so a line that crosses itself is no darker there.
#pragma once

#include "raster/outline.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rmirror {

/// A picture-sized mask that is empty between strokes. It remembers which blocks of pixels were
/// touched, so that blending and clearing cost as much as the ink, not as much as the page.
class CoverageMask {
public:
    CoverageMask(int width, int height);

    /// The hull of two discs.
    void add_segment(InkPoint const& from, InkPoint const& to);

    /// Squares off the round end of a stroke that arrives at `end` from `before`.
    void add_square_end(InkPoint const& before, InkPoint const& end);

    /// A run of pixels of row `y` from column `x` on, all of them on the picture.
    void add_run(int y, int x, std::span<std::uint8_t const> coverage);

    void add_rect(double left, double top, double right, double bottom);

    /// Calls `use(y, x, coverage)` for every touched run of a row, then empties the mask.
    template <typename Use>
    void drain(Use use)
    {
        for (int y = first_row_; y <= last_row_; ++y)
            for (std::size_t word = 0; word < words_per_row_; ++word)
                drain_word(y, word, use);
        first_row_ = height_;
        last_row_ = -1;
    }

private:
    static constexpr int kBlock = 16;  // pixels

    /// Runs `cover(x, y)` over a span of a row and keeps the larger value.
    template <typename Cover>
    void raise(int y, double left, double right, Cover cover);

    void touch(int y, int from, int to);

    template <typename Use>
    void drain_word(int y, std::size_t word, Use use)
    {
        auto& touched = touched_[static_cast<std::size_t>(y) * words_per_row_ + word];
        while (touched != 0) {
            int block = __builtin_ctzll(touched);
            touched &= touched - 1;
            int x = (static_cast<int>(word) * 64 + block) * kBlock;
            auto* start = &coverage_[static_cast<std::size_t>(y) * stride_ + static_cast<std::size_t>(x)];
            auto count = static_cast<std::size_t>(width_ - x < kBlock ? width_ - x : kBlock);
            use(y, x, std::span<std::uint8_t const>(start, count));
            std::fill(start, start + kBlock, std::uint8_t{0});
        }
    }

    int width_, height_;
    std::size_t stride_, words_per_row_;
    std::vector<std::uint8_t> coverage_;  // 0 to 255, rows padded to whole blocks
    std::vector<std::uint64_t> touched_;  // one bit a block
    int first_row_, last_row_ = -1;
};

}  // namespace rmirror
