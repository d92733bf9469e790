// SPDX-License-Identifier: AGPL-3.0-or-later
// A stroke as a polyline of few points, with the measures that tell lines, curves and arrows apart.
#pragma once

#include "display/outline.hpp"
#include "pens/pens.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rmirror {

struct Spot {
    double x = 0, y = 0;  // page units
};

double distance(Spot one, Spot two);

/// The same spot on a page that is turned back by that many quarter turns clockwise, so that text which runs
/// in that direction runs to the right.
Spot upright(Spot spot, std::uint32_t turn);
Rect upright(Rect const& rect, std::uint32_t turn);
/// The inverse of upright().
Rect turned(Rect const& rect, std::uint32_t turn);

struct Path {
    std::vector<Spot> spots;  // at least one, at most kMaxSpots
    Stroke const* stroke = nullptr;
    bool is_highlighter = false;
    double radius = 0;  // half the largest drawn width, page units
    double left = 0, top = 0, right = 0, bottom = 0;
    double length = 0;

    static constexpr std::size_t kMaxSpots = 256;

    [[nodiscard]] double width() const { return right - left; }
    [[nodiscard]] double height() const { return bottom - top; }
    [[nodiscard]] Spot first() const { return spots.front(); }
    [[nodiscard]] Spot last() const { return spots.back(); }
    /// 1 for a straight line, near 0 for a closed curve.
    [[nodiscard]] double straightness() const;
    /// Whether it ends near where it began or crosses itself there, and encloses an area.
    [[nodiscard]] bool is_closed() const;
    /// Whether the closed path encloses the spot.
    [[nodiscard]] bool encloses(Spot spot) const;
    /// The mean y of the parts between these x; NaN if it has none there.
    [[nodiscard]] double mean_y(double from, double to) const;
};

/// The outline of `stroke`, turned back. `spots` is empty if the outline is.
Path path_of(std::span<InkPoint const> outline, Stroke const& stroke, Pen const& pen, std::uint32_t turn);

}  // namespace rmirror
