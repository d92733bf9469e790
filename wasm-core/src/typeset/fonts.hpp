// SPDX-License-Identifier: AGPL-3.0-or-later
// The typeface that typed text is set in: bytes that the caller brings, for the core ships none.
//
// Without one, text is wrapped by average widths and pictures leave it out.
#pragma once

#include "base/bytes.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace rmirror {

enum class FontStyle : std::uint8_t { regular, bold, italic, bold_italic, medium, serif, serif_bold };
constexpr std::size_t kFontStyleCount = 7;

/// "regular", "bold-italic"
std::string_view name_of(FontStyle style);

/// A place in a glyph: 1 is the font's size; x from the glyph's origin, y downwards from the baseline.
struct GlyphPoint {
    float x = 0, y = 0;
};
using Contour = std::vector<GlyphPoint>;  // closed; filled by the nonzero rule

class Font {
public:
    virtual ~Font() = default;

    [[nodiscard]] virtual bool has(char32_t character) const = 0;

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

bool has_fonts();

/// The font that a character of this style is set in: the regular one stands in for styles that were not set,
/// and for a font that lacks the character where it has it. Null when there is none.
Font const* font_for(FontStyle style, char32_t character);

}  // namespace rmirror
