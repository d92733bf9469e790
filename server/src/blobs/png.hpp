// SPDX-License-Identifier: AGPL-3.0-or-later
// Validates PNG files before they are stored or sent on.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string_view>

namespace rmirror {

struct PngSize {
    std::uint32_t width = 0;  // In pixels.
    std::uint32_t height = 0;
};

/// The longest edge that a transcription model accepts. Images rendered by rMirror are far smaller.
constexpr std::uint32_t kMaxPngPixelsAnEdge = 8000;
/// Limit of the decompressed pixels in bytes: 8000 by 8000 in 8-bit grey, with a filter byte per row.
constexpr std::uint64_t kMaxPngBytesUnpacked = 64'000'000 + kMaxPngPixelsAnEdge;

/// Checks every chunk and its checksum, and that the pixels decompress to exactly the size in the header.
/// Memory use doesn't depend on the image. A refusal is an English sentence.
Result<PngSize> check_png(std::string_view file);

}  // namespace rmirror
