// SPDX-License-Identifier: AGPL-3.0-or-later
// Last stage of rasterising: blends covered runs of pixels onto the picture, in integer arithmetic.
#pragma once

#include "base/words8.hpp"
#include "pens/pens.hpp"

#include <cstdint>
#include <span>

namespace rmirror {

/// Blends one colour; constructed once per stroke.
class ColorInk {
public:
    ColorInk(Rgba color, Blend blend);

    /// `pixels` is opaque RGBA, one pixel per coverage value.
    void blend(std::uint8_t* pixels, std::span<std::uint8_t const> coverage) const;

private:
    void blend_sixteen(std::uint8_t* pixels, std::uint8_t const* coverage) const;

    Words8 words_;  // the colour repeated for two pixels
    Rgba color_;
    Blend blend_;
};

/// `pixels` and `grey` are grey levels, 0 black to 255 white.
void blend_grey(std::uint8_t* pixels, std::span<std::uint8_t const> coverage, std::uint8_t grey, Blend blend);

/// Fast path of blend_grey for black ink, by far the most frequent, sixteen pixels at a time. Gives the same
/// bits.
class BlackInk {
public:
    static constexpr std::size_t kPixels = 16;

    void blend(std::uint8_t* pixels, std::uint8_t const* coverage) const
    {
        auto const left = mixed(pixels, coverage);
        store_bytes(pixels, left, mixed(pixels + 8, coverage + 8));
    }

private:
    [[nodiscard]] Words8 mixed(std::uint8_t const* pixels, std::uint8_t const* coverage) const
    {
        auto const product = eight_words_at(pixels) * (all_ - eight_words_at(coverage)) + half_;
        return (product + (product >> 8U)) >> 8U;
    }

    Words8 all_ = hoisted_words(255), half_ = hoisted_words(128);
};

}  // namespace rmirror
