// SPDX-License-Identifier: AGPL-3.0-or-later
// One segment of a stroke with square ends, as the tablet draws its highlighter: the outer corners of
// neighbouring segments are joined by a straight edge, and nothing extends beyond the first and last point.
#pragma once

#include "raster/coverage/capsule.hpp"
#include "raster/coverage/stroke_segment.hpp"

#include <cmath>
#include <cstdint>
#include <span>

namespace rmirror {

class Ribbon {
public:
    /// The segment that ends at `points[end]`; `end` is at least 1. Neighbouring points differ, as flatten()
    /// ensures.
    Ribbon(std::span<InkPoint const> points, std::size_t end)
        : segment_(points, end),
          from_joint_(joint(segment_.before, segment_.own)),
          to_joint_(joint(segment_.own, segment_.after))
    {}

    /// The columns that it can cover in any row.
    [[nodiscard]] ColumnRange columns_at(float /*y*/) const { return {segment_.left(), segment_.right()}; }
    [[nodiscard]] float top() const { return segment_.top(); }
    [[nodiscard]] float bottom() const { return segment_.bottom(); }

    /// Coverage, 0 to 255, of the pixel whose centre is (x, y).
    [[nodiscard]] std::uint8_t level_at(float x, float y) const
    {
        return byte_of(segment_.level * coverage_at(x, y));
    }

private:
    [[nodiscard]] float coverage_at(float x, float y) const
    {
        float const ahead = (x - segment_.from.x) * segment_.own.x + (y - segment_.from.y) * segment_.own.y;
        if (ahead < 0 && !segment_.is_first)
            return joint_at(segment_.from, from_joint_, segment_.before, 1, x, y);
        if (ahead > segment_.own.length && !segment_.is_last)
            return joint_at(segment_.to, to_joint_, segment_.after, -1, x, y);
        float part = 1;
        if (segment_.is_first)
            part = std::min(part, std::clamp(ahead + 0.5F, 0.0F, 1.0F));
        if (segment_.is_last)
            part = std::min(part, std::clamp(segment_.own.length - ahead + 0.5F, 0.0F, 1.0F));
        float const share = segment_.own.length > 0 ? std::clamp(ahead / segment_.own.length, 0.0F, 1.0F) : 0;
        float const aside =
            std::fabs((x - segment_.from.x) * segment_.own.y - (y - segment_.from.y) * segment_.own.x);
        return part *
               covered(segment_.from.radius + share * (segment_.to.radius - segment_.from.radius), aside);
    }

    /// The triangle between the outer corners of two segments and their common point.
    struct Joint {
        float x, y;   // unit vector outwards
        float reach;  // in radii; 0 where the line turns back
    };

    static Joint joint(Direction const& before, Direction const& after)
    {
        float const side = before.x * after.y < before.y * after.x ? -1.0F : 1.0F;
        float const x = side * (before.y + after.y);
        float const y = -side * (before.x + after.x);
        float const length = std::sqrt(x * x + y * y);
        return length > 0.001F ? Joint{x / length, y / length, length / 2} : Joint{before.x, before.y, 0};
    }

    /// Coverage by the joint, within the wedge between this segment and its neighbour, which is on the `side`
    /// of the point.
    [[nodiscard]] static float joint_at(InkPoint const& point, Joint const& joint, Direction const& neighbour,
                                        float side, float x, float y)
    {
        float const right = x - point.x;
        float const down = y - point.y;
        if (side * (right * neighbour.x + down * neighbour.y) < 0)
            return 0;
        return covered(point.radius * joint.reach, right * joint.x + down * joint.y);
    }

    StrokeSegment segment_;
    Joint from_joint_, to_joint_;
};

}  // namespace rmirror
