// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/markup.hpp"

#include "base/utf8.hpp"

#include <algorithm>

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

/// Control characters and line separators become spaces.
bool ends_line(char32_t character)
{
    return is_control(character) || character == 0x2028 || character == 0x2029;
}

bool is_digit(char32_t character)
{
    return character >= U'0' && character <= U'9';
}

/// A full stop or bracket after a number at the start of a line would make it a list item.
std::size_t end_of_number(std::vector<char32_t> const& text)
{
    std::size_t end = 0;
    while (end < text.size() && is_digit(text[end]))
        ++end;
    return end;
}

bool is_blank(char32_t character)
{
    return character == U' ' || character == U'\t';
}

bool is_word(char32_t character)
{
    return is_digit(character) || (character >= U'a' && character <= U'z') ||
           (character >= U'A' && character <= U'Z') || character > 0xa0;
}

/// Whether "#" at `at` starts an Obsidian tag, which CommonMark reads as plain text: it follows a space or
/// the start of the text, and a letter, digit or one of "_-/" follows.
bool begins_tag(std::vector<char32_t> const& text, std::size_t at)
{
    if (text[at] != U'#' || (at > 0 && !is_blank(text[at - 1])) || at + 1 == text.size())
        return false;
    auto const next = text[at + 1];
    return is_word(next) || next == U'_' || next == U'-' || next == U'/';
}

/// Index after the Obsidian link that starts at `begin`: "[[Page#Heading|name]]". Returns `begin` if there is
/// no link, or if CommonMark would parse markup in it or a link of its own.
std::size_t end_of_wiki_link(std::vector<char32_t> const& text, std::size_t begin)
{
    constexpr std::u32string_view kMarks = U"\\`*<>&$~[]";
    if (begin + 1 >= text.size() || text[begin] != U'[' || text[begin + 1] != U'[')
        return begin;
    auto end = begin + 2;
    while (end < text.size() && kMarks.find(text[end]) == kMarks.npos && !ends_line(text[end])) {
        bool const within_word = is_word(text[end - 1]) && end + 1 < text.size() && is_word(text[end + 1]);
        if (text[end] == U'_' && !within_word)
            return begin;
        ++end;
    }
    bool const closes =
        end > begin + 2 && end + 1 < text.size() && text[end] == U']' && text[end + 1] == U']';
    if (!closes)
        return begin;
    end += 2;
    constexpr std::u32string_view kGoesOn = U"([:]";
    return end < text.size() && kGoesOn.find(text[end]) != kGoesOn.npos ? begin : end;
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
    // In Obsidian, "$" starts a formula, "%%" a comment, "==" a highlight. Its links and tags remain as
    // typed; other applications show them as plain text.
    constexpr std::u32string_view kAlways = U"\\`*_[]<>#|~&$";
    constexpr std::u32string_view kWhenDoubled = U"%=";
    constexpr std::u32string_view kAtLineStart = U"+-=:";
    auto characters = decode(text);
    auto number_end = at_line_start ? end_of_number(characters) : 0;
    std::string safe;
    std::size_t link_end = 0;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        auto character = characters[i];
        if (i >= link_end)
            link_end = std::max(link_end, end_of_wiki_link(characters, i));
        if (i < link_end || begins_tag(characters, i)) {
            append_utf8(safe, character);
            continue;
        }
        if (ends_line(character))
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
