// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/documents/note_title.hpp"

#include "line_diff.hpp"

#include <algorithm>
#include <array>

namespace rmirror::library {

namespace {

constexpr std::size_t kMaxCharacters = 100;
/// Longer lines aren't looked at beyond this: a title is short, and a line can have a million bytes.
constexpr std::size_t kMaxBytes = 1000;

constexpr std::string_view kBlank = " \t\r";

std::string_view trimmed(std::string_view text)
{
    auto const begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

bool is_start_of_character(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

/// At most `bytes` of them, and no part of a character.
std::string_view cut(std::string_view text, std::size_t bytes)
{
    if (text.size() <= bytes)
        return text;
    while (bytes > 0 && !is_start_of_character(text[bytes]))
        --bytes;
    return text.substr(0, bytes);
}

/// The length of a mark that begins a heading, a quotation, a list item or a box to tick; 0 if there is none.
std::size_t length_of_mark(std::string_view line)
{
    auto const ends_at = [&](std::size_t at) { return at == line.size() || line[at] == ' ' ? at : 0; };
    if (line.starts_with('#')) {
        auto const level = std::min(line.find_first_not_of('#'), line.size());
        return level <= 6 ? ends_at(level) : 0;
    }
    if (line.starts_with('>'))
        return 1;
    if (line.starts_with("[ ]") || line.starts_with("[x]") || line.starts_with("[X]"))
        return ends_at(3);
    if (line.starts_with('-') || line.starts_with('*') || line.starts_with('+'))
        return ends_at(1);
    auto const digits = std::min(line.find_first_not_of("0123456789"), line.size());
    bool const is_numbered =
        digits > 0 && digits < 10 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
    return is_numbered ? ends_at(digits + 1) : 0;
}

std::string_view without_marks(std::string_view line)
{
    line = trimmed(line);
    while (auto const length = length_of_mark(line))
        line = trimmed(line.substr(length));
    constexpr std::array<std::string_view, 6> kEmphases = {"***", "**", "__", "*", "_", "`"};
    for (auto const emphasis : kEmphases)
        if (line.size() > 2 * emphasis.size() && line.starts_with(emphasis) && line.ends_with(emphasis))
            line = trimmed(line.substr(emphasis.size(), line.size() - 2 * emphasis.size()));
    return line;
}

/// Pictures are left out, and of links only their words are kept.
std::string without_links(std::string_view line)
{
    std::string kept;
    while (true) {
        constexpr auto kNone = std::string_view::npos;
        auto const middle = line.find("](");
        auto const begin = line.substr(0, middle).rfind('[');
        auto const end = line.find(')', middle);
        if (middle == kNone || begin == kNone || end == kNone)
            return kept.append(line);
        bool const is_picture = begin > 0 && line[begin - 1] == '!';
        kept.append(line.substr(0, is_picture ? begin - 1 : begin));
        if (!is_picture)
            kept.append(line.substr(begin + 1, middle - begin - 1));
        line.remove_prefix(end + 1);
        if (is_picture && kept.ends_with(' ') && line.starts_with(' '))
            line.remove_prefix(1);
    }
}

bool has_words(std::string_view line)
{
    return line.find_first_not_of("-*_= ") != std::string_view::npos;
}

std::string shortened(std::string_view line)
{
    std::size_t characters = 0;
    for (std::size_t at = 0; at < line.size(); ++at)
        if (is_start_of_character(line[at]) && characters++ == kMaxCharacters)
            return std::string(trimmed(line.substr(0, at)));
    return std::string(line);
}

}  // namespace

std::string note_title(std::string_view markdown)
{
    for (auto const line : lines_of(markdown)) {
        auto const text = without_links(cut(line, kMaxBytes));
        if (auto const words = without_marks(text); has_words(words))
            return shortened(words);
    }
    return "Note";
}

}  // namespace rmirror::library
