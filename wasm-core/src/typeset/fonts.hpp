// SPDX-License-Identifier: AGPL-3.0-or-later
// The fonts for typed text, as bytes supplied by the caller, since the core ships none.
//
// Without fonts, text is wrapped by average widths, and pictures omit it.
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

/// A point of a glyph outline in units of the font size; x from the glyph's origin, y downwards from the
/// baseline.
struct GlyphPoint {
    float x = 0, y = 0;
};
using Contour = std::vector<GlyphPoint>;  // closed; filled by the nonzero rule

class Font {
public:
    virtual ~Font() = default;

    [[nodiscard]] virtual bool has(char32_t character) const = 0;

    /// Advance width at size 1. Characters missing from the font have the average width of their class.
    [[nodiscard]] virtual double advance(char32_t character) const = 0;

    /// A box for characters missing from the font; empty for white space.
    [[nodiscard]] virtual std::vector<Contour> const& outline(char32_t character) const = 0;
};

/// From now on all pages use the font. Error: corrupt if the bytes aren't a TrueType font.
Result<Done> set_font(FontStyle style, std::vector<std::uint8_t> bytes);

/// Removes all fonts.
void forget_fonts();

/// Increases whenever fonts are set or removed: lines laid out earlier may now break differently.
std::uint64_t font_generation();

bool has_fonts();

/// The font for a character in this style. The regular font replaces a style that wasn't set, and a font that
/// lacks a character which the regular one has. Returns nullptr if there is none.
Font const* font_for(FontStyle style, char32_t character);

}  // namespace rmirror
