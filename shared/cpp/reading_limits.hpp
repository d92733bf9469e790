// SPDX-License-Identifier: AGPL-3.0-or-later
// How much of a page goes to a reading model: the core draws no more, and the server takes no more. The
// contract says the same (shared/openapi.yaml); tests/architecture/reading-limits.test.ts compares them.
#pragma once

#include <cstdint>

namespace rmirror {

/// What Claude takes of one picture without making it smaller: the longest edge in pixels, and tokens of 28
/// by 28 pixels (Claude's vision guide, 2026-11).
constexpr int kMaxPictureEdge = 2576;
constexpr int kMaxPictureTokens = 4784;
constexpr int kTokenEdge = 28;

/// Of one page, which costs one unit of quota however tall it is: as many pictures as a request may have
/// without stricter limits on each, and the tokens of five large ones
/// (docs/decisions/0008-images-for-transcription.md).
constexpr int kMaxPageParts = 20;
constexpr int kMaxPageTokens = 24'000;

/// Of a picture of this size in pixels.
constexpr std::int64_t picture_tokens(std::int64_t width, std::int64_t height)
{
    auto const along = [](std::int64_t pixels) { return (pixels + kTokenEdge - 1) / kTokenEdge; };
    return along(width) * along(height);
}

}  // namespace rmirror
