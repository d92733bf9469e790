// SPDX-License-Identifier: AGPL-3.0-or-later
// One segment of a stroke whose ends are cut off square, as the tablet draws its highlighter: neighbours
// meet in a round joint on the outside of the bend, and nothing reaches beyond the first and last point.
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
          level_(127.5F * (from_.density + to_.density)),
          reach_(std::max(from_.radius, to_.radius) + 1)
    {}

    [[nodiscard]] float left() const { return std::min(from_.x, to_.x) - reach_; }
    [[nodiscard]] float right() const { return std::max(from_.x, to_.x) + reach_; }
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
            return joint_at(from_, before_, 1, x, y);
        if (ahead > own_.length && !is_last_)
            return joint_at(to_, after_, -1, x, y);
        float part = 1;
        if (is_first_)
            part = std::min(part, std::clamp(ahead + 0.5F, 0.0F, 1.0F));
        if (is_last_)
            part = std::min(part, std::clamp(own_.length - ahead + 0.5F, 0.0F, 1.0F));
        float const share = own_.length > 0 ? std::clamp(ahead / own_.length, 0.0F, 1.0F) : 0;
        float const aside = std::fabs((x - from_.x) * own_.y - (y - from_.y) * own_.x);
        return part * covered(from_.radius + share * (to_.radius - from_.radius), aside);
    }

    /// The wedge between this segment and its neighbour, which lies on the `side` of the point.
    [[nodiscard]] static float joint_at(InkPoint const& point, Direction const& neighbour, float side,
                                        float x, float y)
    {
        float const right = x - point.x;
        float const down = y - point.y;
        if (side * (right * neighbour.x + down * neighbour.y) < 0)
            return 0;
        return covered(point.radius, std::sqrt(right * right + down * down));
    }

    InkPoint from_, to_;
    Direction own_;
    bool is_first_, is_last_;
    Direction before_, after_;
    float level_, reach_;
};

}  // namespace rmirror
