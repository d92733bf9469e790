// SPDX-License-Identifier: AGPL-3.0-or-later
// Second stage of rasterising: how much of each pixel one stroke covers. Where parts of a stroke overlap, the
// maximum counts, so a line is no darker where it crosses itself.
#pragma once

#include "display/outline.hpp"
#include "display/view.hpp"
#include "pens/pens.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace rmirror {

class Capsule;

/// A coverage mask of a window of the picture, empty between strokes. It tracks the blocks of pixels that
/// were touched, so that blending and clearing cost as much as the ink, not as much as the page.
class CoverageMask {
public:
    explicit CoverageMask(PixelRect const& window) { move_to(window); }

    /// The mask must be empty.
    void move_to(PixelRect const& window);

    /// Adds the hull of two discs.
    void add_segment(InkPoint const& from, InkPoint const& to);

    /// Adds the hull of every two neighbouring discs.
    void add_stroke(std::span<InkPoint const> points);

    /// The same, but where the width changes fast, discs don't bulge out of the stroke's sides.
    void add_tapered_stroke(std::span<InkPoint const> points);

    /// The same with square ends. Needs at least two different points.
    void add_flat_stroke(std::span<InkPoint const> points);

    /// Adds a run of pixels of row `y` from column `x` on, in coordinates of the whole picture; pixels
    /// outside the window are ignored.
    void add_run(int y, int x, std::span<std::uint8_t const> coverage);

    /// Whether `part` intersects the window.
    [[nodiscard]] bool reaches(PixelRect const& part) const;

    void add_rect(double left, double top, double right, double bottom);

    /// Calls `use(y, x, coverage)` for every touched run of a row, then empties the mask. Coordinates are
    /// those of the whole picture. `coverage` has at most kBlock values, but kBlock bytes may always be read
    /// and written.
    template <typename Use>
    void drain(Use use)
    {
        for (int y = first_row_; y <= last_row_; ++y)
            for (std::size_t word = 0; word < words_per_row_; ++word)
                drain_word(y, word, use);
        first_row_ = window_.height;
        last_row_ = -1;
    }

    static constexpr int kBlock = 16;  // pixels

private:
    /// Raises the pixels of a row's span to at least `level(x)`, 0 to 255.
    template <typename Level>
    void raise(int row, double left, double right, Level level);

    /// Marks the blocks of a range of pixels (inclusive) as touched and zeroes those that weren't.
    void touch_rows(int first_row, int last_row, int from, int to);
    void touch_blocks(int first_row, int last_row, std::size_t word, std::uint64_t blocks);
    void touch(int row, int from, int to) { touch_rows(row, row, from, to); }

    /// For segments that compute the coverage of single pixels.
    template <typename Segment>
    void add_by_pixel(Segment const& segment);

    template <typename Four>
    void add_capsule(Capsule const& capsule, Four const& four);

    template <typename Use>
    void drain_word(int row, std::size_t word, Use use)
    {
        auto& touched = touched_[static_cast<std::size_t>(row) * words_per_row_ + word];
        while (touched != 0) {
            int const block = __builtin_ctzll(touched);
            touched &= touched - 1;
            int const column = (static_cast<int>(word) * 64 + block) * kBlock;
            auto* start =
                &coverage_[static_cast<std::size_t>(row) * stride_ + static_cast<std::size_t>(column)];
            auto const count = static_cast<std::size_t>(std::min(kBlock, window_.width - column));
            use(row + window_.top, column + window_.left, std::span<std::uint8_t>(start, count));
        }
    }

    PixelRect window_;
    std::size_t stride_ = 0, words_per_row_ = 0;
    // 0 to 255, rows padded to whole blocks; may be larger than the window needs. Untouched blocks are
    // uninitialised, so that a large window costs no more than a small one.
    std::unique_ptr<std::uint8_t[]> coverage_;
    std::size_t room_ = 0;
    std::vector<std::uint64_t> touched_;  // one bit per block
    int first_row_ = 0, last_row_ = -1;
};

/// The part of `picture` that a stroke can cover, extended to block boundaries.
PixelRect window_around(std::span<InkPoint const> points, PixelRect const& picture);

/// Adds a whole stroke for display, in pixels.
void cover_stroke(CoverageMask& mask, std::vector<InkPoint> const& points, Cap cap);

}  // namespace rmirror
