// SPDX-License-Identifier: AGPL-3.0-or-later
// Coverage of four pixels at a time by a capsule. Performs the operations of Capsule::level_at in the same
// order, so that both give the same bits; what is common to a column is computed once, and steps that Shade
// makes unnecessary are skipped.
#pragma once

#include "raster/coverage/capsule.hpp"
#include "raster/coverage/floats4.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace rmirror {

template <Shade kShade>
class FourPixels {
public:
    explicit FourPixels(Capsule const& capsule)
        : x_(capsule.x_),
          y_(capsule.y_),
          zero_(splat_floats(0)),
          one_(hoisted_floats(1)),
          half_(hoisted_floats(0.5F)),
          round_to_byte_(hoisted_floats(kRoundToByte)),
          dx_(splat_floats(capsule.dx_)),
          dy_(splat_floats(capsule.dy_)),
          inverse_square_(splat_floats(capsule.inverse_square_)),
          radius_(splat_floats(capsule.radius_)),
          radius_gain_(splat_floats(capsule.radius_gain_)),
          radius_and_half_(radius_ + half_),
          level_(splat_floats(capsule.level_)),
          is_thick_(capsule.is_thick())
    {}

    static constexpr int kStrip = 8;  // pixels

    /// Raises eight pixels in each of `rows` rows to their coverage. The first pixel's centre is (x, y); rows
    /// are `stride` bytes apart.
    void raise_strip(std::uint8_t* pixels, std::size_t stride, int rows, float x, float y) const
    {
        FourPixels const four = *this;  // a local copy can't alias `pixels`
        auto const left = along_x(x);
        auto const right = along_x(x + 4);
        for (int row = 0; row < rows; ++row, pixels += stride) {
            if (four.is_thick_ && is_covered(pixels))
                continue;
            auto const down = four.along_y(y + static_cast<float>(row));
            raise_eight(pixels, four.levels(left, down), four.levels(right, down), four.round_to_byte_);
        }
    }

    /// The same for four pixels per row.
    void raise_half_strip(std::uint8_t* pixels, std::size_t stride, int rows, float x, float y) const
    {
        FourPixels const four = *this;
        auto const right = along_x(x);
        for (int row = 0; row < rows; ++row, pixels += stride) {
            auto const down = four.along_y(y + static_cast<float>(row));
            raise_four(pixels, four.levels(right, down), four.round_to_byte_);
        }
    }

private:
    /// The offset from the capsule's start, and its contribution to the projection on the axis.
    struct Offset {
        Floats4 length, share;
    };

    [[nodiscard]] Offset along_x(float x) const
    {
        Floats4 const right = splat_floats(x) + Floats4{0, 1, 2, 3} - splat_floats(x_);
        return {right, right * dx_};
    }

    [[nodiscard]] Offset along_y(float y) const
    {
        Floats4 const down = splat_floats(y - y_);
        return {down, down * dy_};
    }

    [[nodiscard]] Floats4 levels(Offset const& right, Offset const& down) const
    {
        Floats4 along = (right.share + down.share) * inverse_square_;
        along = smaller(larger(along, zero_), one_);
        Floats4 const off_x = right.length - along * dx_;
        Floats4 const off_y = down.length - along * dy_;
        Floats4 const distance = square_root(off_x * off_x + off_y * off_y);
        if constexpr (kShade == Shade::full_and_even)
            return (radius_and_half_ - distance) * level_;
        Floats4 const radius = radius_ + along * radius_gain_;
        Floats4 const inside = (radius + half_) - distance;
        if constexpr (kShade == Shade::full)
            return inside * level_;
        return smaller(larger(smaller(inside, radius + radius), zero_), one_) * level_;
    }

    /// Whether all eight pixels have full coverage already.
    static bool is_covered(std::uint8_t const* pixels)
    {
        std::uint64_t eight = 0;
        std::memcpy(&eight, pixels, sizeof eight);
        return eight == ~std::uint64_t{0};
    }

    float x_, y_;
    Floats4 zero_, one_, half_, round_to_byte_;
    Floats4 dx_, dy_, inverse_square_, radius_, radius_gain_, radius_and_half_, level_;
    bool is_thick_;
};

}  // namespace rmirror
