// SPDX-License-Identifier: AGPL-3.0-or-later
// One segment of a stroke whose width changes fast. Discs at its points would bulge out of the straight sides
// and beyond the stroke's start, so here discs only fill the outer wedge of a corner and the stroke's two
// ends.
#pragma once

#include "display/outline.hpp"
#include "raster/coverage/capsule.hpp"
#include "raster/coverage/stroke_segment.hpp"

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace rmirror {

/// For each point of a stroke, whether a disc there would bulge out of the neighbouring segments, or out of
/// more distant ones that are within the disc's radius. Empty if none does.
std::vector<bool> bulging_discs(std::span<InkPoint const> points);

class Taper {
public:
    /// The segment that ends at `points[end]`; `end` is at least 1.
    Taper(std::span<InkPoint const> points, std::size_t end)
        : segment_(points, end),
          behind_(segment_.is_first ? segment_.reach
                                    : wedge(segment_.before, segment_.own, segment_.from.radius)),
          beyond_(segment_.is_last ? segment_.reach : wedge(segment_.own, segment_.after, segment_.to.radius))
    {}

    /// The columns that it can cover in the row of pixels with centres at `y`: those of a strip across the
    /// segment.
    [[nodiscard]] ColumnRange columns_at(float y) const
    {
        constexpr float kUpright = 0.01F;
        ColumnRange columns{segment_.left(), segment_.right()};
        if (std::fabs(segment_.own.x) < kUpright)
            return columns;
        float const ahead = (y - segment_.from.y) * segment_.own.y;
        float const one = segment_.from.x + (-behind_ - ahead) / segment_.own.x;
        float const other = segment_.from.x + (segment_.own.length + beyond_ - ahead) / segment_.own.x;
        return {std::max(columns.left, std::min(one, other)), std::min(columns.right, std::max(one, other))};
    }

    [[nodiscard]] float top() const { return segment_.top(); }
    [[nodiscard]] float bottom() const { return segment_.bottom(); }

    /// Coverage, 0 to 255, of the pixel whose centre is (x, y).
    [[nodiscard]] std::uint8_t level_at(float x, float y) const
    {
        return byte_of(segment_.level * coverage_at(x, y));
    }

private:
    /// How far the outer wedge of a corner extends along either side, including antialiasing.
    static float wedge(Direction const& before, Direction const& after, float radius)
    {
        float const turn = std::fabs(before.x * after.y - before.y * after.x);
        bool const turns_back = before.x * after.x + before.y * after.y <= 0;
        return (turns_back ? radius : radius * turn) + 0.75F;
    }

    [[nodiscard]] float coverage_at(float x, float y) const
    {
        float const ahead = (x - segment_.from.x) * segment_.own.x + (y - segment_.from.y) * segment_.own.y;
        if (ahead < 0)
            return segment_.is_first || beyond(segment_.from, segment_.before, x, y) > 0
                       ? in_disc(segment_.from, x, y)
                       : 0;
        if (ahead > segment_.own.length)
            return segment_.is_last || beyond(segment_.to, segment_.after, x, y) < 0
                       ? in_disc(segment_.to, x, y)
                       : 0;
        float const share = segment_.own.length > 0 ? ahead / segment_.own.length : 0;
        float const aside =
            std::fabs((x - segment_.from.x) * segment_.own.y - (y - segment_.from.y) * segment_.own.x);
        return covered(segment_.from.radius + share * (segment_.to.radius - segment_.from.radius), aside);
    }

    static float beyond(InkPoint const& point, Direction const& way, float x, float y)
    {
        return (x - point.x) * way.x + (y - point.y) * way.y;
    }

    static float in_disc(InkPoint const& disc, float x, float y)
    {
        float const dx = x - disc.x;
        float const dy = y - disc.y;
        return covered(disc.radius, std::sqrt(dx * dx + dy * dy));
    }

    StrokeSegment segment_;
    float behind_, beyond_;  // how far its strip extends along its direction
};

}  // namespace rmirror
