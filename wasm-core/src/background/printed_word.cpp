// SPDX-License-Identifier: AGPL-3.0-or-later
#include "background/printed_word.hpp"

#include "base/utf8.hpp"
#include "typeset/fonts.hpp"

#include <vector>

namespace rmirror {
namespace {

std::vector<char32_t> characters_of(std::string_view text)
{
    return decode_utf8({reinterpret_cast<std::uint8_t const*>(text.data()), text.size()});
}

}  // namespace

double printed_width(std::string_view text, double size)
{
    double width = 0;
    for (char32_t character : characters_of(text))
        if (auto const* font = font_for(FontStyle::regular, character))
            width += font->advance(character) * size;
    return width;
}

Figure printed_word(std::string_view text, double x, double baseline, double size)
{
    double pen = x;
    Figure figure;
    for (char32_t character : characters_of(text)) {
        auto const* font = font_for(FontStyle::regular, character);
        if (font == nullptr)
            continue;
        for (auto const& contour : font->outline(character)) {
            auto& outline = figure.outlines.emplace_back();
            for (auto const& point : contour)
                outline.push_back({pen + double{point.x} * size, baseline + double{point.y} * size});
        }
        pen += font->advance(character) * size;
    }
    return figure;
}

}  // namespace rmirror
