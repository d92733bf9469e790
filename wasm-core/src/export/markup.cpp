// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/markup.hpp"

#include "base/utf8.hpp"

namespace rmirror {
namespace {

std::vector<char32_t> decode(std::string_view text)
{
    return decode_utf8(Bytes(reinterpret_cast<std::uint8_t const*>(text.data()), text.size()));
}

bool is_control(char32_t character)
{
    return character < U' ' || (character >= 0x7f && character < 0xa0);
}

bool is_digit(char32_t character)
{
    return character >= U'0' && character <= U'9';
}

/// The full stop or bracket after a number at the line's start would make it a list item.
std::size_t end_of_number(std::vector<char32_t> const& text)
{
    std::size_t end = 0;
    while (end < text.size() && is_digit(text[end]))
        ++end;
    return end;
}

}  // namespace

std::string to_xml(std::string_view text)
{
    std::string safe;
    for (char32_t character : decode(text)) {
        switch (character) {
            case U'&':
                safe += "&amp;";
                break;
            case U'<':
                safe += "&lt;";
                break;
            case U'>':
                safe += "&gt;";
                break;
            case U'"':
                safe += "&quot;";
                break;
            case U'\t':
            case U'\n':
                safe += ' ';
                break;
            case 0xFFFE:
            case 0xFFFF:
                break;
            default:
                if (!is_control(character))
                    append_utf8(safe, character);
        }
    }
    return safe;
}

std::string to_inline_markdown(std::string_view text, bool at_line_start)
{
    // "#" is a tag and "$" a formula in Obsidian; "%%" starts a comment there, "==" a highlight.
    constexpr std::u32string_view kAlways = U"\\`*_[]<>#|~&$";
    constexpr std::u32string_view kWhenDoubled = U"%=";
    constexpr std::u32string_view kAtLineStart = U"+-=:";
    auto characters = decode(text);
    auto number_end = at_line_start ? end_of_number(characters) : 0;
    std::string safe;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        auto character = characters[i];
        if (is_control(character) || character == 0x2028 || character == 0x2029)
            character = U' ';
        bool doubled = kWhenDoubled.find(character) != kWhenDoubled.npos &&
                       ((i > 0 && characters[i - 1] == character) ||
                        (i + 1 < characters.size() && characters[i + 1] == character));
        bool starts_line = at_line_start && i == 0 && kAtLineStart.find(character) != kAtLineStart.npos;
        bool ends_number = number_end > 0 && i == number_end && (character == U'.' || character == U')');
        if (kAlways.find(character) != kAlways.npos || doubled || starts_line || ends_number)
            safe += '\\';
        append_utf8(safe, character);
    }
    return safe;
}

}  // namespace rmirror
