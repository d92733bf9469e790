// SPDX-License-Identifier: AGPL-3.0-or-later
// Pens that leave specks: which units of the page a stroke inks is decided once, on the page's own grid,
// before the page is turned, grown, cut or scaled. So tiles meet, and specks stay where they are at every
// zoom.
#pragma once

#include "display/view.hpp"
#include "raster/coverage.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace rmirror {

/// Whether a unit is inked whose chance is `level` of 255. `seed` makes one stroke differ from another.
bool is_inked(std::int32_t column, std::int32_t row, std::uint32_t seed, std::uint8_t level);

/// Covers pixels of one view with strokes in specks.
class Grain {
public:
    explicit Grain(View const& view);

    /// Covers in `mask`, which is empty and has the view's window, what a stroke inks, its outline in page
    /// units. From one pixel a unit on a pixel is covered wholly or not at all, by the unit its centre lies
    /// in; below, it is covered as far as its units are inked. False, and nothing done, where there are too
    /// many units.
    bool cover(CoverageMask& mask, std::span<InkPoint const> outline, std::uint32_t seed);

private:
    /// Where the units of one row or column lie in the picture: from a pixel on, by shares of 1 <<
    /// kShareBits.
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
    View units_;  // the page at one pixel a unit, from its frame's origin
    CoverageMask chances_;
    std::vector<InkPoint> points_;
    std::vector<Slot> columns_, rows_;  // of units_.window, where pixels are larger than units
    std::vector<std::uint32_t> parts_;  // how much of each pixel is inked
    std::vector<std::uint8_t> run_;
};

}  // namespace rmirror
