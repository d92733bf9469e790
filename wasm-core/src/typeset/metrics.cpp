// SPDX-License-Identifier: AGPL-3.0-or-later
#include "typeset/metrics.hpp"

#include "typeset/fonts.hpp"

#include <string_view>

namespace rmirror {

double advance_of(char32_t character, bool bold)
{
    constexpr std::u32string_view kNarrow = U"ijlItfr.,:;'!|()[]-`\"/";
    constexpr std::u32string_view kWide = U"mwMW@%";
    constexpr char32_t kFirstFullWidth = 0x2E80;  // East Asian scripts begin here
    constexpr char32_t kBox = 0x2610, kTickedBox = 0x2611, kBullet = 0x2022;
    double advance = 0.55;
    if (character < U' ' || character == 0x2028)
        return 0;
    if (character == U' ' || character == 0xA0)
        advance = 0.235;
    else if (kNarrow.find(character) != kNarrow.npos)
        advance = 0.315;
    else if (kWide.find(character) != kWide.npos)
        advance = 0.84;
    else if (character >= U'A' && character <= U'Z')
        advance = 0.67;
    else if (character == kBullet)
        advance = 0.4;
    else if (character == kBox || character == kTickedBox)
        advance = 0.9;
    else if (character >= kFirstFullWidth)
        advance = 1;
    return bold ? advance * 1.03 : advance;
}

double advance_in_font(char32_t character, FontStyle style)
{
    auto const* font = font_for(style, character);
    if (font != nullptr)
        return font->advance(character);
    // The averages were measured on the tablet's own serif font.
    if (style == FontStyle::serif || style == FontStyle::serif_bold)
        return advance_of(character, style == FontStyle::serif_bold) / kSerifSize;
    return advance_of(character, style == FontStyle::bold || style == FontStyle::bold_italic);
}

}  // namespace rmirror
