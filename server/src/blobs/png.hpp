// SPDX-License-Identifier: AGPL-3.0-or-later
// Is this a PNG, whole and honest? A picture is stored and sent on only when it is.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string_view>

namespace rmirror {

struct PngSize {
    std::uint32_t width = 0;  // Pixels.
    std::uint32_t height = 0;
};

/// What a reading model takes at most along an edge; pictures of ours stay far below it.
constexpr std::uint32_t kMostPngPixelsAnEdge = 8000;
/// Of the pixels when unpacked: 8000 by 8000 in 8-bit grey.
constexpr std::uint64_t kMostPngBytesUnpacked = 64'000'000 + kMostPngPixelsAnEdge;

/// Checks every chunk and its checksum, and that the pixels unpack to exactly what the header says, in memory
/// that does not depend on the picture. Refused with an English sentence when they do not.
Result<PngSize> check_png(std::string_view file);

}  // namespace rmirror
