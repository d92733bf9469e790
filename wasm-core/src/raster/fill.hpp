// SPDX-License-Identifier: AGPL-3.0-or-later
// Fills closed outlines: the letters of typed text and shapes of templates.
#pragma once

#include "display/view.hpp"
#include "raster/coverage/coverage.hpp"

#include <cstdint>
#include <vector>

namespace rmirror {

/// Accumulates the exact coverage of each pixel edge by edge. Cost and memory are bounded by the window,
/// however large the shape.
class Filler {
public:
    /// Pixels outside `window` are not computed.
    explicit Filler(PixelRect const& window) : window_(window) {}

    /// Contours in pixels; each is closed implicitly.
    void fill(std::vector<std::vector<Place>> const& contours, CoverageMask& mask);

private:
    bool frame(std::vector<std::vector<Place>> const& contours);
    void add_edge(Place from, Place to);
    void add_piece(double x0, double y0, double x1, double y1, double sign);
    void add_in_row(int row, double x0, double x1, double height);

    PixelRect window_;
    int left_ = 0, top_ = 0;  // the part of the window that the shape can touch
    int columns_ = 0, rows_ = 0;
    std::vector<float> gains_;           // the difference of each pixel's coverage to its left neighbour's
    std::vector<std::uint8_t> covered_;  // one row
};

}  // namespace rmirror
