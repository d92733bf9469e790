// SPDX-License-Identifier: AGPL-3.0-or-later
// One segment of a stroke whose ends are cut off square, as the tablet draws its highlighter: the outer
// corners of neighbours are joined by a straight edge, and nothing reaches beyond the first and last point.
#pragma once

#include "raster/capsule.hpp"

#include <cmath>
#include <cstdint>
#include <span>

namespace rmirror {

class Ribbon {
public:
    /// The segment that ends at `points[end]`; `end` is 1 or more. Neighbours differ, as flatten leaves them.
    Ribbon(std::span<InkPoint const> points, std::size_t end)
        : from_(points[end - 1]),
          to_(points[end]),
          own_(direction(from_, to_)),
          is_first_(end == 1),
          is_last_(end + 1 == points.size()),
          before_(is_first_ ? own_ : direction(points[end - 2], from_)),
          after_(is_last_ ? own_ : direction(to_, points[end + 1])),
          from_joint_(joint(before_, own_)),
          to_joint_(joint(own_, after_)),
          level_(127.5F * (from_.density + to_.density)),
          reach_(std::max(from_.radius, to_.radius) + 1)
    {}

    /// The columns it can cover in any row.
    [[nodiscard]] ColumnRange columns_at(float /*y*/) const
    {
        return {std::min(from_.x, to_.x) - reach_, std::max(from_.x, to_.x) + reach_};
    }
    [[nodiscard]] float top() const { return std::min(from_.y, to_.y) - reach_; }
    [[nodiscard]] float bottom() const { return std::max(from_.y, to_.y) + reach_; }

    /// 0 to 255, for the pixel whose centre is (x, y).
    [[nodiscard]] std::uint8_t level_at(float x, float y) const
    {
        return byte_of(level_ * coverage_at(x, y));
    }

private:
    struct Direction {
        float x, y, length;
    };

    static Direction direction(InkPoint const& from, InkPoint const& to)
    {
        float const x = to.x - from.x;
        float const y = to.y - from.y;
        float const length = std::sqrt(x * x + y * y);
        return length > 0 ? Direction{x / length, y / length, length} : Direction{1, 0, 0};
    }

    [[nodiscard]] float coverage_at(float x, float y) const
    {
        float const ahead = (x - from_.x) * own_.x + (y - from_.y) * own_.y;
        if (ahead < 0 && !is_first_)
            return joint_at(from_, from_joint_, before_, 1, x, y);
        if (ahead > own_.length && !is_last_)
            return joint_at(to_, to_joint_, after_, -1, x, y);
        float part = 1;
        if (is_first_)
            part = std::min(part, std::clamp(ahead + 0.5F, 0.0F, 1.0F));
        if (is_last_)
            part = std::min(part, std::clamp(own_.length - ahead + 0.5F, 0.0F, 1.0F));
        float const share = own_.length > 0 ? std::clamp(ahead / own_.length, 0.0F, 1.0F) : 0;
        float const aside = std::fabs((x - from_.x) * own_.y - (y - from_.y) * own_.x);
        return part * covered(from_.radius + share * (to_.radius - from_.radius), aside);
    }

    /// How far the triangle between the outer corners of two segments reaches from their common point.
    struct Joint {
        float x, y;   // the way outwards, of length 1
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

    /// What the joint covers of the wedge between this segment and its neighbour, which lies on the `side` of
    /// the point.
    [[nodiscard]] static float joint_at(InkPoint const& point, Joint const& joint, Direction const& neighbour,
                                        float side, float x, float y)
    {
        float const right = x - point.x;
        float const down = y - point.y;
        if (side * (right * neighbour.x + down * neighbour.y) < 0)
            return 0;
        return covered(point.radius * joint.reach, right * joint.x + down * joint.y);
    }

    InkPoint from_, to_;
    Direction own_;
    bool is_first_, is_last_;
    Direction before_, after_;
    Joint from_joint_, to_joint_;
    float level_, reach_;
};

}  // namespace rmirror
