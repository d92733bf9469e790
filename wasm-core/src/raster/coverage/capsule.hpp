// SPDX-License-Identifier: AGPL-3.0-or-later
// The hull of two discs, and its coverage of one pixel at a time. four_pixels.hpp gives the same bits for
// four.
#pragma once

#include "display/outline.hpp"
#include "raster/coverage/floats4.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace rmirror {

/// Coverage of a pixel whose centre is at `distance` from the axis of a line with this `radius`. The second
/// limit makes lines thinner than a pixel proportionally lighter.
inline float covered(float radius, float distance)
{
    return std::clamp(std::min(radius + 0.5F - distance, 2 * radius), 0.0F, 1.0F);
}

/// A range of columns in pixels.
struct ColumnRange {
    float left, right;
};

struct ColumnSpan {
    float top, bottom;
};

/// Which parts of the general coverage formula a capsule needs.
enum class Shade : std::uint8_t {
    any,
    full,           // black inside and at least a pixel thick: needs no clamping, since the store saturates
    full_and_even,  // the same, with equal radii at both ends
};

/// Precomputes everything that doesn't depend on the pixel.
class Capsule {
public:
    Capsule(InkPoint const& from, InkPoint const& to)
        : x_(from.x),
          y_(from.y),
          dx_(to.x - from.x),
          dy_(to.y - from.y),
          radius_(from.radius),
          radius_gain_(to.radius - from.radius),
          thinnest_(std::min(from.radius, to.radius)),
          level_(127.5F * (from.density + to.density)),
          reach_(reach_of(from, to))
    {
        float const square = dx_ * dx_ + dy_ * dy_;
        inverse_square_ = square > 0 ? 1 / square : 0;
        float const length = std::sqrt(square);
        float const run = std::fabs(dx_);
        // A column of pixels crosses a nearly vertical capsule lengthwise.
        is_upright_ = run <= 0.01F * length;
        slope_ = is_upright_ ? 0 : dy_ / dx_;
        half_span_ = is_upright_ ? 0 : reach_ * length / run;
        top_ = std::min(y_, y_ + dy_) - reach_;
        bottom_ = std::max(y_, y_ + dy_) + reach_;
    }

    /// Bounds: no pixel with its centre outside is covered.
    [[nodiscard]] float left() const { return std::min(x_, x_ + dx_) - reach_; }
    [[nodiscard]] float right() const { return std::max(x_, x_ + dx_) + reach_; }
    [[nodiscard]] float top() const { return top_; }
    [[nodiscard]] float bottom() const { return bottom_; }

    /// Vertical bounds for pixel centres in the columns from `left` to `right`.
    [[nodiscard]] ColumnSpan span_of_columns(float left, float right) const
    {
        if (is_upright_)
            return {top_, bottom_};
        float const at_left = y_ + (left - x_) * slope_;
        float const at_right = y_ + (right - x_) * slope_;
        return {std::max(top_, std::min(at_left, at_right) - half_span_),
                std::min(bottom_, std::max(at_left, at_right) + half_span_)};
    }

    /// Coverage, 0 to 255, of the pixel whose centre is (x, y).
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

    [[nodiscard]] Shade shade() const
    {
        constexpr float kBroad = 1.02F, kOnlySoBroad = 200;  // pixels across
        bool const is_full = level_ == 255 && 2 * thinnest_ >= kBroad && 2 * (reach_ + 1) <= kOnlySoBroad;
        if (!is_full)
            return Shade::any;
        return radius_gain_ == 0 ? Shade::full_and_even : Shade::full;
    }

    /// Whether it has many inner pixels, which neighbouring segments often cover completely too.
    [[nodiscard]] bool is_thick() const { return thinnest_ > 2; }

private:
    /// Maximum distance of a covered pixel's centre from the axis, with a margin for the precision of floats,
    /// which decreases with the distance from the origin.
    static float reach_of(InkPoint const& from, InkPoint const& to)
    {
        float const farthest =
            std::max({std::fabs(from.x), std::fabs(from.y), std::fabs(to.x), std::fabs(to.y)});
        return std::max(from.radius, to.radius) + 0.5F + 0.05F + 2e-6F * farthest;
    }

    template <Shade kShade>
    friend class FourPixels;

    float x_, y_, dx_, dy_, radius_, radius_gain_, thinnest_, level_, reach_;
    float inverse_square_ = 0, slope_ = 0, half_span_ = 0, top_ = 0, bottom_ = 0;
    bool is_upright_ = false;
};

}  // namespace rmirror
