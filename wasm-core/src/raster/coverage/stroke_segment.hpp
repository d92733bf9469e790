// SPDX-License-Identifier: AGPL-3.0-or-later
// One segment of a stroke and the directions of its neighbours.
#pragma once

#include "display/outline.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace rmirror {

/// From one point to another; the x axis if both are at the same place.
struct Direction {
    float x = 1, y = 0, length = 0;  // x, y: a unit vector
};

inline Direction direction(InkPoint const& from, InkPoint const& to)
{
    float const x = to.x - from.x;
    float const y = to.y - from.y;
    float const length = std::sqrt(x * x + y * y);
    return length > 0 ? Direction{x / length, y / length, length} : Direction{1, 0, 0};
}

struct StrokeSegment {
    /// The segment that ends at `points[end]`; `end` is at least 1.
    StrokeSegment(std::span<InkPoint const> points, std::size_t end)
        : from(points[end - 1]),
          to(points[end]),
          own(direction(from, to)),
          is_first(end == 1),
          is_last(end + 1 == points.size()),
          before(is_first ? own : direction(points[end - 2], from)),
          after(is_last ? own : direction(to, points[end + 1])),
          level(127.5F * (from.density + to.density)),
          reach(std::max(from.radius, to.radius) + 1)
    {}

    [[nodiscard]] float left() const { return std::min(from.x, to.x) - reach; }
    [[nodiscard]] float right() const { return std::max(from.x, to.x) + reach; }
    [[nodiscard]] float top() const { return std::min(from.y, to.y) - reach; }
    [[nodiscard]] float bottom() const { return std::max(from.y, to.y) + reach; }

    InkPoint from, to;
    Direction own;
    bool is_first, is_last;  // of its stroke
    Direction before, after;
    float level;  // 0 to 255: the level of a fully covered pixel
    float reach;  // maximum distance of a covered pixel's centre
};

}  // namespace rmirror
