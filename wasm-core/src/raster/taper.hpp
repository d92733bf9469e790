// SPDX-License-Identifier: AGPL-3.0-or-later
// One segment of a stroke that grows or shrinks fast. Discs at its points would bulge out of the straight
// sides, and above the stroke's start: here a disc only fills the wedge outside of a corner, and the stroke's
// two ends.
#pragma once

#include "display/outline.hpp"
#include "raster/capsule.hpp"

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace rmirror {

/// For each point of a stroke, whether a disc there would bulge out of the stroke beside it, or out of what
/// lies further off where the stroke has not yet gone as far as the disc reaches. Empty where none does.
std::vector<bool> bulging_discs(std::span<InkPoint const> points);

class Taper {
public:
    /// The segment that ends at `points[end]`; `end` is 1 or more.
    Taper(std::span<InkPoint const> points, std::size_t end)
        : from_(points[end - 1]),
          to_(points[end]),
          own_(direction(from_, to_)),
          is_first_(end == 1),
          is_last_(end + 1 == points.size()),
          before_(is_first_ ? own_ : direction(points[end - 2], from_)),
          after_(is_last_ ? own_ : direction(to_, points[end + 1])),
          level_(127.5F * (from_.density + to_.density)),
          reach_(std::max(from_.radius, to_.radius) + 1),
          behind_(is_first_ ? reach_ : wedge(before_, own_, from_.radius)),
          beyond_(is_last_ ? reach_ : wedge(own_, after_, to_.radius))
    {}

    /// The columns it can cover in the row whose pixels' centres lie at `y`: those of a strip across the
    /// segment.
    [[nodiscard]] ColumnRange columns_at(float y) const
    {
        constexpr float kUpright = 0.01F;
        ColumnRange columns{std::min(from_.x, to_.x) - reach_, std::max(from_.x, to_.x) + reach_};
        if (std::fabs(own_.x) < kUpright)
            return columns;
        float const ahead = (y - from_.y) * own_.y;
        float const one = from_.x + (-behind_ - ahead) / own_.x;
        float const other = from_.x + (own_.length + beyond_ - ahead) / own_.x;
        return {std::max(columns.left, std::min(one, other)), std::min(columns.right, std::max(one, other))};
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

    /// How far the wedge outside of a corner reaches along either of its sides, softness included.
    static float wedge(Direction const& before, Direction const& after, float radius)
    {
        float const turn = std::fabs(before.x * after.y - before.y * after.x);
        bool const turns_back = before.x * after.x + before.y * after.y <= 0;
        return (turns_back ? radius : radius * turn) + 0.75F;
    }

    [[nodiscard]] float coverage_at(float x, float y) const
    {
        float const ahead = (x - from_.x) * own_.x + (y - from_.y) * own_.y;
        if (ahead < 0)
            return is_first_ || beyond(from_, before_, x, y) > 0 ? in_disc(from_, x, y) : 0;
        if (ahead > own_.length)
            return is_last_ || beyond(to_, after_, x, y) < 0 ? in_disc(to_, x, y) : 0;
        float const share = own_.length > 0 ? ahead / own_.length : 0;
        float const aside = std::fabs((x - from_.x) * own_.y - (y - from_.y) * own_.x);
        return covered(from_.radius + share * (to_.radius - from_.radius), aside);
    }

    static float beyond(InkPoint const& point, Direction const& direction, float x, float y)
    {
        return (x - point.x) * direction.x + (y - point.y) * direction.y;
    }

    static float in_disc(InkPoint const& disc, float x, float y)
    {
        float const dx = x - disc.x;
        float const dy = y - disc.y;
        return covered(disc.radius, std::sqrt(dx * dx + dy * dy));
    }

    InkPoint from_, to_;
    Direction own_;
    bool is_first_, is_last_;
    Direction before_, after_;
    float level_, reach_, behind_, beyond_;
};

}  // namespace rmirror
