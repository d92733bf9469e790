// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/blend.hpp"

#include "base/words8.hpp"

#include <algorithm>
#include <cstring>

namespace rmirror {
namespace {

/// a * b / 255, rounded to nearest; exact for bytes.
unsigned scale(unsigned a, unsigned b)
{
    unsigned product = a * b + 128;
    return (product + (product >> 8U)) >> 8U;
}

/// `below` blended with `share` (0 to 255) of `above`.
std::uint8_t mix(unsigned below, unsigned above, unsigned share, Blend blend)
{
    if (blend == Blend::multiply)
        above = scale(below, above);
    else if (blend == Blend::darken)
        above = std::min(below, above);
    unsigned product = below * (255 - share) + above * share + 128;
    return static_cast<std::uint8_t>((product + (product >> 8U)) >> 8U);
}

Words8 divided_by_255(Words8 product)
{
    product += 128;  // at most 255 * 255 + 128, which fits
    return (product + (product >> 8U)) >> 8U;
}

Words8 smaller(Words8 one, Words8 other)
{
    auto const is_smaller = (Words8)(one < other);
    return (one & is_smaller) | (other & ~is_smaller);
}

/// The result of blending `above` at full coverage.
Words8 laid_on(Words8 below, Words8 above, Blend blend)
{
    switch (blend) {
        case Blend::multiply:
            return divided_by_255(below * above);
        case Blend::darken:
            return smaller(below, above);
        default:
            return above;
    }
}

/// Tests sixteen values.
bool is_zero(std::uint8_t const* values)
{
    std::uint64_t halves[2];
    std::memcpy(halves, values, sizeof halves);
    return (halves[0] | halves[1]) == 0;
}

/// mix() for sixteen values; gives the same bits.
void mix_sixteen(std::uint8_t* values, Words8 above, std::uint8_t const* shares, Blend blend)
{
    auto const mixed = [&](std::size_t at) {
        auto const below = eight_words_at(values + at);
        auto const share = eight_words_at(shares + at);
        return divided_by_255(below * (255 - share) + laid_on(below, above, blend) * share);
    };
    auto const left = mixed(0);
    store_bytes(values, left, mixed(8));
}

using SixteenBytes = std::uint8_t __attribute__((vector_size(16)));

/// Interleaves the bytes of `one` and `other`: those of their first halves, or those from `kAt` on. Compiles
/// to one instruction.
template <int kAt>
SixteenBytes interleaved(SixteenBytes one, SixteenBytes other)
{
    return __builtin_shufflevector(one, other, kAt, kAt + 16, kAt + 1, kAt + 17, kAt + 2, kAt + 18, kAt + 3,
                                   kAt + 19, kAt + 4, kAt + 20, kAt + 5, kAt + 21, kAt + 6, kAt + 22, kAt + 7,
                                   kAt + 23);
}

template <int kAt>
Words8 interleaved(Words8 one, Words8 other)
{
    return __builtin_shufflevector(one, other, kAt, kAt + 8, kAt + 1, kAt + 9, kAt + 2, kAt + 10, kAt + 3,
                                   kAt + 11);
}

/// Widens eight of the bytes, from `kAt` on. Assumes little-endian.
template <int kAt>
Words8 words_of(SixteenBytes bytes)
{
    return (Words8)interleaved<kAt>(bytes, SixteenBytes{});
}

}  // namespace

ColorInk::ColorInk(Rgba color, Blend blend)
    : words_{color.red, color.green, color.blue, 255, color.red, color.green, color.blue, 255},
      color_(color),
      blend_(blend)
{}

void ColorInk::blend(std::uint8_t* pixels, std::span<std::uint8_t const> coverage) const
{
    std::size_t i = 0;
    for (; i + 16 <= coverage.size(); i += 16)
        if (!is_zero(&coverage[i]))
            blend_sixteen(pixels + 4 * i, &coverage[i]);
    for (; i < coverage.size(); ++i) {
        auto* pixel = pixels + 4 * i;
        unsigned const share = scale(coverage[i], color_.alpha);
        pixel[0] = mix(pixel[0], color_.red, share, blend_);
        pixel[1] = mix(pixel[1], color_.green, share, blend_);
        pixel[2] = mix(pixel[2], color_.blue, share, blend_);
    }
}

inline void ColorInk::blend_sixteen(std::uint8_t* pixels, std::uint8_t const* coverage) const
{
    SixteenBytes shares;
    std::memcpy(&shares, coverage, sizeof shares);
    if (color_.alpha != 255) {
        auto const alpha = splat_words(color_.alpha);
        store_bytes(reinterpret_cast<std::uint8_t*>(&shares), divided_by_255(words_of<0>(shares) * alpha),
                    divided_by_255(words_of<8>(shares) * alpha));
    }
    auto const mixed = [&](Words8 below, Words8 share) {
        return divided_by_255(below * (255 - share) + laid_on(below, words_, blend_) * share);
    };
    auto const blend_four = [&](std::uint8_t* four, SixteenBytes share) {
        SixteenBytes below;
        std::memcpy(&below, four, sizeof below);
        auto const left = mixed(words_of<0>(below), words_of<0>(share));
        store_bytes(four, left, mixed(words_of<8>(below), words_of<8>(share)));
    };
    // Repeats each share four times, once for each byte of its pixel.
    auto const first = (Words8)interleaved<0>(shares, shares);
    auto const last = (Words8)interleaved<8>(shares, shares);
    blend_four(pixels, (SixteenBytes)interleaved<0>(first, first));
    blend_four(pixels + 16, (SixteenBytes)interleaved<4>(first, first));
    blend_four(pixels + 32, (SixteenBytes)interleaved<0>(last, last));
    blend_four(pixels + 48, (SixteenBytes)interleaved<4>(last, last));
}

void blend_grey(std::uint8_t* pixels, std::span<std::uint8_t const> coverage, std::uint8_t grey, Blend blend)
{
    auto const above = splat_words(grey);
    std::size_t i = 0;
    for (; i + 16 <= coverage.size(); i += 16)
        if (!is_zero(&coverage[i]))
            mix_sixteen(pixels + i, above, &coverage[i], blend);
    for (; i < coverage.size(); ++i)
        pixels[i] = mix(pixels[i], grey, coverage[i], blend);
}

}  // namespace rmirror
