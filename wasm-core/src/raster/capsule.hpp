// SPDX-License-Identifier: AGPL-3.0-or-later
// The hull of two discs, and how much of a pixel it covers: one pixel at a time, or four.
#pragma once

#include "raster/four.hpp"
#include "raster/outline.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace rmirror {

/// How much of a pixel lies within `radius` of a line that passes `distance` from its centre. The
/// second limit keeps lines thinner than a pixel as light as they are thin.
inline float covered(float radius, float distance)
{
    return std::clamp(std::min(radius + 0.5F - distance, 2 * radius), 0.0F, 1.0F);
}

struct RowSpan {
    float left, right;
};

/// What does not depend on the pixel is worked out once.
class Capsule {
public:
    Capsule(InkPoint const& from, InkPoint const& to)
        : x_(from.x),
          y_(from.y),
          dx_(to.x - from.x),
          dy_(to.y - from.y),
          radius_(from.radius),
          radius_gain_(to.radius - from.radius),
          level_(127.5F * (from.density + to.density)),
          reach_(reach_of(from, to))
    {
        float const square = dx_ * dx_ + dy_ * dy_;
        inverse_square_ = square > 0 ? 1 / square : 0;
        float const length = std::sqrt(square);
        float const rise = std::fabs(dy_);
        // A row crosses a nearly level capsule lengthwise.
        is_level_ = rise <= 0.01F * length;
        slope_ = is_level_ ? 0 : dx_ / dy_;
        half_span_ = is_level_ ? 0 : reach_ * length / rise;
        left_ = std::min(x_, x_ + dx_) - reach_;
        right_ = std::max(x_, x_ + dx_) + reach_;
    }

    /// No pixel whose centre lies beyond is covered.
    [[nodiscard]] float left() const { return left_; }
    [[nodiscard]] float right() const { return right_; }
    [[nodiscard]] float top() const { return std::min(y_, y_ + dy_) - reach_; }
    [[nodiscard]] float bottom() const { return std::max(y_, y_ + dy_) + reach_; }

    /// The same for centres in the row through `y`.
    [[nodiscard]] RowSpan span_of_row(float y) const
    {
        if (is_level_)
            return {left_, right_};
        float const centre = x_ + (y - y_) * slope_;
        return {std::max(left_, centre - half_span_), std::min(right_, centre + half_span_)};
    }

    /// 0 to 255, for the pixel whose centre is (x, y).
    [[nodiscard]] std::uint8_t level_at(float x, float y) const
    {
        float const right = x - x_;
        float const down = y - y_;
        float along = (right * dx_ + down * dy_) * inverse_square_;
        along = along > 0 ? along : 0;
        along = along < 1 ? along : 1;
        float const off_x = right - along * dx_;
        float const off_y = down - along * dy_;
        float const distance = std::sqrt(off_x * off_x + off_y * off_y);
        float const radius = radius_ + along * radius_gain_;
        float const inside = (radius + 0.5F) - distance;
        float const width = radius + radius;
        float cover = inside < width ? inside : width;
        cover = cover > 0 ? cover : 0;
        cover = cover < 1 ? cover : 1;
        return byte_of(cover * level_);
    }

    /// Raises `groups` times four pixels to their level. The first centre is (x, y). The twin of level_at:
    /// the same operations in the same order, so that both give the same bits.
    void raise_row(std::uint8_t* pixels, int groups, float x, float y) const
    {
        FourFloats const zero = all_four(0);
        FourFloats const one = kept_four(1);
        FourFloats const half = kept_four(0.5F);
        FourFloats const four = kept_four(4);
        FourFloats const round_to_byte = kept_four(kRoundToByte);
        FourFloats const from_x = all_four(x_);
        FourFloats const dx = all_four(dx_);
        FourFloats const dy = all_four(dy_);
        FourFloats const inverse_square = all_four(inverse_square_);
        FourFloats const from_radius = all_four(radius_);
        FourFloats const radius_gain = all_four(radius_gain_);
        FourFloats const level = all_four(level_);
        FourFloats const down = all_four(y - y_);
        FourFloats const down_dy = down * dy;
        FourFloats centre_x = all_four(x) + FourFloats{0, 1, 2, 3};
        for (; groups > 0; --groups, pixels += 4, centre_x += four) {
            FourFloats const right = centre_x - from_x;
            FourFloats along = (right * dx + down_dy) * inverse_square;
            along = smaller(larger(along, zero), one);
            FourFloats const off_x = right - along * dx;
            FourFloats const off_y = down - along * dy;
            FourFloats const distance = square_root(off_x * off_x + off_y * off_y);
            FourFloats const radius = from_radius + along * radius_gain;
            FourFloats const inside = (radius + half) - distance;
            FourFloats const cover = smaller(larger(smaller(inside, radius + radius), zero), one);
            raise_four(pixels, cover * level, round_to_byte);
        }
    }

private:
    /// How far from the way between the discs' centres a pixel's centre may lie. Floats know places the less
    /// exactly the farther off they are.
    static float reach_of(InkPoint const& from, InkPoint const& to)
    {
        float const farthest =
            std::max({std::fabs(from.x), std::fabs(from.y), std::fabs(to.x), std::fabs(to.y)});
        return std::max(from.radius, to.radius) + 0.5F + 0.05F + 2e-6F * farthest;
    }

    float x_, y_, dx_, dy_, radius_, radius_gain_, level_, reach_;
    float inverse_square_ = 0, slope_ = 0, half_span_ = 0, left_ = 0, right_ = 0;
    bool is_level_ = false;
};

}  // namespace rmirror
