// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/blend.hpp"

namespace rmirror {
namespace {

/// a * b / 255, rounded to the nearest; exact for bytes.
unsigned scale(unsigned a, unsigned b)
{
    unsigned product = a * b + 128;
    return (product + (product >> 8U)) >> 8U;
}

/// `below` with `share` (0 to 255) of `above` on it.
std::uint8_t mix(unsigned below, unsigned above, unsigned share, Blend blend)
{
    if (blend == Blend::multiply)
        above = scale(below, above);
    unsigned product = below * (255 - share) + above * share + 128;
    return static_cast<std::uint8_t>((product + (product >> 8U)) >> 8U);
}

}  // namespace

void blend_color(std::uint8_t* pixels, std::span<std::uint8_t const> coverage, Rgba color, Blend blend)
{
    for (auto covered : coverage) {
        if (covered != 0) {
            unsigned share = scale(covered, color.alpha);
            pixels[0] = mix(pixels[0], color.red, share, blend);
            pixels[1] = mix(pixels[1], color.green, share, blend);
            pixels[2] = mix(pixels[2], color.blue, share, blend);
        }
        pixels += 4;
    }
}

void blend_grey(std::uint8_t* pixels, std::span<std::uint8_t const> coverage, std::uint8_t grey, Blend blend)
{
    for (auto covered : coverage) {
        if (covered != 0)
            *pixels = mix(*pixels, grey, covered, blend);
        ++pixels;
    }
}

}  // namespace rmirror
