// SPDX-License-Identifier: AGPL-3.0-or-later
// Encodes a picture as a PNG file.
#pragma once

#include "raster/grey_picture.hpp"
#include "raster/picture.hpp"

#include <cstdint>
#include <vector>

namespace rmirror {

std::vector<std::uint8_t> to_png(Picture const& picture);      // 8-bit RGB
std::vector<std::uint8_t> to_png(GreyPicture const& picture);  // 4-bit grey: 16 levels

}  // namespace rmirror
