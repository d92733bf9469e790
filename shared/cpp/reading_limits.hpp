// SPDX-License-Identifier: AGPL-3.0-or-later
// Limits for the images of a page that are sent to a transcription model. The core draws no more, and the
// server accepts no more. shared/openapi.yaml states the same limits;
// tests/architecture/reading-limits.test.ts compares them.
#pragma once

#include <cstdint>

namespace rmirror {

/// The largest image that Claude doesn't downscale: the longest edge in pixels, and the number of tokens,
/// each covering 28 by 28 pixels (Claude's vision guide, 2026-11).
constexpr int kMaxPictureEdge = 2576;
constexpr int kMaxPictureTokens = 4784;
constexpr int kTokenEdge = 28;

/// Per page, which costs one unit of quota regardless of its height: the number of images that one request
/// may have before stricter limits apply to each, and the tokens of five large images
/// (docs/decisions/0008-images-for-transcription.md).
constexpr int kMaxPageParts = 20;
constexpr int kMaxPageTokens = 24'000;

/// Tokens of an image of this size in pixels.
constexpr std::int64_t picture_tokens(std::int64_t width, std::int64_t height)
{
    auto const along = [](std::int64_t pixels) { return (pixels + kTokenEdge - 1) / kTokenEdge; };
    return along(width) * along(height);
}

}  // namespace rmirror
