// SPDX-License-Identifier: AGPL-3.0-or-later
// The hull of two discs, and how much of a pixel it covers: one pixel at a time, or four.
#pragma once

#include "raster/outline.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace rmirror {

// Vector types as GCC and Clang both know them; they become SSE, NEON or wasm SIMD.
using FourFloats = float __attribute__((vector_size(16)));
using FourInts = std::int32_t __attribute__((vector_size(16)));

inline FourFloats all_four(float value)
{
    return FourFloats{value, value, value, value};
}

/// How much of a pixel lies within `radius` of a line that passes `distance` from its centre. The
/// second limit keeps lines thinner than a pixel as light as they are thin.
inline float covered(float radius, float distance)
{
    return std::clamp(std::min(radius + 0.5F - distance, 2 * radius), 0.0F, 1.0F);
}

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
          reach_(std::max(from.radius, to.radius) + 1)
    {
        float square = dx_ * dx_ + dy_ * dy_;
        length_ = std::sqrt(square);
        inverse_square_ = square > 0 ? 1 / square : 0;
    }

    [[nodiscard]] float top() const { return std::min(y_, y_ + dy_) - reach_; }
    [[nodiscard]] float bottom() const { return std::max(y_, y_ + dy_) + reach_; }

    /// What the row through `y` can hold of it.
    void span_of_row(float y, float& left, float& right) const
    {
        left = std::min(x_, x_ + dx_) - reach_;
        right = std::max(x_, x_ + dx_) + reach_;
        float rise = std::fabs(dy_);
        if (rise <= 0.01F * length_)
            return;  // Nearly level: the row crosses it lengthwise.
        float centre = x_ + (y - y_) * (dx_ / dy_);
        float half = reach_ * length_ / rise;
        left = std::max(left, centre - half);
        right = std::min(right, centre + half);
    }

    /// 0 to 1, for the pixel whose centre is (x, y).
    [[nodiscard]] float coverage_at(float x, float y) const
    {
        float right = x - x_;
        float down = y - y_;
        float along = std::clamp((right * dx_ + down * dy_) * inverse_square_, 0.0F, 1.0F);
        float off_x = right - along * dx_;
        float off_y = down - along * dy_;
        return covered(radius_ + along * radius_gain_, std::sqrt(off_x * off_x + off_y * off_y));
    }

    /// The twin of coverage_at for the pixel at (x, y) and the three to its right: the same operations
    /// in the same order, so that both give the same bits.
    [[nodiscard]] FourFloats coverage_of_four(float x, float y) const
    {
        FourFloats const zero = all_four(0);
        FourFloats const one = all_four(1);
        FourFloats const right = all_four(x) + FourFloats{0, 1, 2, 3} - all_four(x_);
        float const down = y - y_;
        FourFloats along = (right * dx_ + all_four(down * dy_)) * inverse_square_;
        along = along < zero ? zero : along;
        along = along > one ? one : along;
        FourFloats const off_x = right - along * dx_;
        FourFloats const off_y = all_four(down) - along * dy_;
        FourFloats distance = off_x * off_x + off_y * off_y;
        for (int i = 0; i < 4; ++i)
            distance[i] = std::sqrt(distance[i]);  // Compilers make one instruction of the four.
        FourFloats const radius = all_four(radius_) + along * radius_gain_;
        FourFloats const inside = radius + 0.5F - distance;
        FourFloats const width = radius * 2.0F;
        FourFloats const cover = inside < width ? inside : width;
        FourFloats const positive = cover < zero ? zero : cover;
        return positive > one ? one : positive;
    }

private:
    float x_, y_, dx_, dy_, radius_, radius_gain_, reach_;
    float length_ = 0, inverse_square_ = 0;
};

}  // namespace rmirror
