// SPDX-License-Identifier: AGPL-3.0-or-later
// Last stage: puts a covered run of pixels onto the picture, in whole numbers.
#pragma once

#include "pens/pens.hpp"

#include <cstdint>
#include <span>

namespace rmirror {

/// `pixels` is opaque RGBA, one pixel per coverage value.
void blend_color(std::uint8_t* pixels, std::span<std::uint8_t const> coverage, Rgba color, Blend blend);

/// `pixels` is grey, 0 black to 255 white; so is `grey`.
void blend_grey(std::uint8_t* pixels, std::span<std::uint8_t const> coverage, std::uint8_t grey, Blend blend);

}  // namespace rmirror
