// SPDX-License-Identifier: AGPL-3.0-or-later
// The grain of the paper below a pencil or a dry brush: the same specks at the same place of the page, at
// every scale and on every machine.
#pragma once

#include "display/view.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>

namespace rmirror {

/// How deep the paper's dent is at this page unit, 0 to 255.
inline unsigned dent_at(std::int32_t column, std::int32_t row)
{
    auto bits =
        static_cast<std::uint32_t>(column) * 0x9e3779b1U ^ static_cast<std::uint32_t>(row) * 0x85ebca77U;
    bits ^= bits >> 15U;
    bits *= 0x2c1b3c6dU;
    return (bits ^ bits >> 13U) & 0xffU;
}

/// Makes half-covered pixels lighter in the dents of the paper and darker between them, about as dark
/// together. What is fully covered stays so.
inline void roughen(std::span<std::uint8_t> coverage, int y, int x, View const& view)
{
    constexpr int kDepth = 90;   // of 255, at half coverage
    constexpr int kPalest = 68;  // of 255: pale ink has no dents so deep that it would pass for paper
    auto const row = static_cast<std::int32_t>(std::floor((y + 0.5) / view.scale));
    for (auto& covered : coverage) {
        if (covered != 0) {
            auto const column = static_cast<std::int32_t>(std::floor((x + 0.5) / view.scale));
            int const dent = static_cast<int>(dent_at(column, row)) - 127;
            int const depth =
                std::clamp(covered - kPalest, 0, kDepth * 4 * covered * (255 - covered) / (255 * 255));
            covered = static_cast<std::uint8_t>(std::clamp(covered - dent * depth / 128, 0, 255));
        }
        ++x;
    }
}

}  // namespace rmirror
