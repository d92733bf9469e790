// SPDX-License-Identifier: AGPL-3.0-or-later
// Covers what closed outlines enclose: the letters of typed text.
#pragma once

#include "display/view.hpp"
#include "raster/coverage.hpp"

#include <cstdint>
#include <vector>

namespace rmirror {

/// Works out, edge by edge, how much of each pixel lies inside. Bounded by a window, however large the
/// shape.
class Filler {
public:
    /// Nothing is worked out for pixels beyond `window`.
    explicit Filler(PixelRect const& window) : window_(window) {}

    /// Contours in pixels; the last place of each is joined to its first.
    void fill(std::vector<std::vector<Place>> const& contours, CoverageMask& mask);

private:
    bool frame(std::vector<std::vector<Place>> const& contours);
    void add_edge(Place from, Place to);
    void add_piece(double x0, double y0, double x1, double y1, double sign);
    void add_in_row(int row, double x0, double x1, double height);

    PixelRect window_;
    int left_ = 0, top_ = 0;  // the part of the window the shape can touch
    int columns_ = 0, rows_ = 0;
    std::vector<float> gains_;           // how much more each pixel is covered than the one to its left
    std::vector<std::uint8_t> covered_;  // one row
};

}  // namespace rmirror
