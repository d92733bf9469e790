// SPDX-License-Identifier: AGPL-3.0-or-later
// Pens that leave specks. Which page units a stroke inks is decided on the page's own grid, before the page
// is turned, grown, cut or scaled, so tiles match and specks stay in place at every zoom.
#pragma once

#include "display/view.hpp"
#include "raster/coverage/coverage.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace rmirror {

/// Whether a unit is inked, with a probability of `level` / 255. `seed` distinguishes strokes.
bool is_inked(std::int32_t column, std::int32_t row, std::uint32_t seed, std::uint8_t level);

/// Draws grainy strokes into a mask of one view.
class Grain {
public:
    explicit Grain(View const& view);

    /// Adds the units that the stroke inks to `mask`, which must be empty and have the view's window.
    /// `outline` is in page units. At one pixel per unit or more, a pixel is covered completely or not at
    /// all, as the unit at its centre; below, its coverage is the inked part of its units. Returns false and
    /// does nothing if there are too many units.
    bool cover(CoverageMask& mask, std::span<InkPoint const> outline, std::uint32_t seed);

private:
    /// Where a row or column of units is in the picture: its shares, of 1 << kShareBits, of a pixel and of
    /// the next.
    struct Slot {
        int pixel;
        std::uint32_t share, share_of_next;
    };

    void lay_out_slots();
    [[nodiscard]] Slot slot(double from, double to) const;
    [[nodiscard]] Slot const& column_slot(int column) const;
    [[nodiscard]] Slot const& row_slot(int row) const;

    void cover_units(CoverageMask& mask, std::uint32_t seed);
    void cover_pixels(CoverageMask& mask, int row, int from, int end);
    void cover_parts(CoverageMask& mask, PixelRect const& units, std::uint32_t seed);
    void add_parts(PixelRect const& pixels, int row, int column);

    View const& view_;
    View units_;  // the page at one pixel per unit, from its frame's origin
    CoverageMask chances_;
    std::vector<InkPoint> points_;
    std::vector<Slot> columns_, rows_;  // of units_.window, if pixels are larger than units
    std::vector<std::uint32_t> parts_;  // the inked part of each pixel
    std::vector<std::uint8_t> run_;
};

}  // namespace rmirror
