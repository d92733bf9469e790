// SPDX-License-Identifier: AGPL-3.0-or-later
// The typeface that typed text is set in: bytes that the caller brings, for the core ships none.
//
// Without one, text is wrapped by average widths and pictures leave it out.
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace rmirror {

enum class FontStyle : std::uint8_t { regular, bold, italic, bold_italic };

/// A place in a glyph: 1 is the font's size; x from the glyph's origin, y downwards from the baseline.
struct GlyphPoint {
    float x = 0, y = 0;
};
using Contour = std::vector<GlyphPoint>;  // closed; filled by the nonzero rule

class Font {
public:
    virtual ~Font() = default;

    /// Size 1. Characters the font lacks have the average width of their kind.
    [[nodiscard]] virtual double advance(char32_t character) const = 0;

    /// A box for characters the font lacks; nothing for blanks.
    [[nodiscard]] virtual std::vector<Contour> const& outline(char32_t character) const = 0;
};

/// The font is shared by all pages from now on. Error: corrupt when the bytes are no TrueType font.
Result<Done> set_font(FontStyle style, std::vector<std::uint8_t> bytes);

/// Back to no fonts at all.
void forget_fonts();

/// Grows whenever fonts are set or forgotten: lines laid out before may break elsewhere now.
std::uint64_t font_generation();

/// The regular font stands in for styles that were not set; null when that is missing too.
Font const* font_for(bool bold, bool italic);

}  // namespace rmirror
