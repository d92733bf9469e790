// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/blend.hpp"

#include "base/eight.hpp"

#include <cstring>

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

EightWords divided_by_255(EightWords product)
{
    product += 128;  // at most 255 * 255 + 128: it fits
    return (product + (product >> 8U)) >> 8U;
}

/// Of sixteen values.
bool is_zero(std::uint8_t const* values)
{
    std::uint64_t halves[2];
    std::memcpy(halves, values, sizeof halves);
    return (halves[0] | halves[1]) == 0;
}

/// The twin of `mix` for sixteen values.
void mix_sixteen(std::uint8_t* values, EightWords above, std::uint8_t const* shares, Blend blend)
{
    auto const mixed = [&](std::size_t at) {
        auto const below = eight_words_at(values + at);
        auto const share = eight_words_at(shares + at);
        auto const on_it = blend == Blend::multiply ? divided_by_255(below * above) : above;
        return divided_by_255(below * (255 - share) + on_it * share);
    };
    auto const left = mixed(0);
    store_bytes(values, left, mixed(8));
}

/// The twin of `mix` for eight values.
void mix_eight(std::uint8_t* values, EightWords above, EightWords share, Blend blend)
{
    EightBytes bytes;
    std::memcpy(&bytes, values, sizeof bytes);
    auto const below = __builtin_convertvector(bytes, EightWords);
    if (blend == Blend::multiply)
        above = divided_by_255(below * above);
    auto const mixed = divided_by_255(below * (255 - share) + above * share);
    bytes = __builtin_convertvector(mixed, EightBytes);
    std::memcpy(values, &bytes, sizeof bytes);
}

}  // namespace

void blend_color(std::uint8_t* pixels, std::span<std::uint8_t const> coverage, Rgba color, Blend blend)
{
    EightWords const above{color.red, color.green, color.blue, 255, color.red, color.green, color.blue, 255};
    std::size_t i = 0;
    for (; i + 2 <= coverage.size(); i += 2) {
        if ((coverage[i] | coverage[i + 1]) == 0)
            continue;
        auto const left = static_cast<std::uint16_t>(scale(coverage[i], color.alpha));
        auto const right = static_cast<std::uint16_t>(scale(coverage[i + 1], color.alpha));
        mix_eight(pixels + 4 * i, above, EightWords{left, left, left, left, right, right, right, right},
                  blend);
    }
    if (i == coverage.size())
        return;
    unsigned const share = scale(coverage[i], color.alpha);
    pixels[4 * i] = mix(pixels[4 * i], color.red, share, blend);
    pixels[4 * i + 1] = mix(pixels[4 * i + 1], color.green, share, blend);
    pixels[4 * i + 2] = mix(pixels[4 * i + 2], color.blue, share, blend);
}

void blend_grey(std::uint8_t* pixels, std::span<std::uint8_t const> coverage, std::uint8_t grey, Blend blend)
{
    auto const above = all_eight(grey);
    std::size_t i = 0;
    for (; i + 16 <= coverage.size(); i += 16)
        if (!is_zero(&coverage[i]))
            mix_sixteen(pixels + i, above, &coverage[i], blend);
    for (; i < coverage.size(); ++i)
        pixels[i] = mix(pixels[i], grey, coverage[i], blend);
}

}  // namespace rmirror
