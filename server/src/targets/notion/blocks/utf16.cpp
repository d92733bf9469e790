// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/utf16.hpp"

namespace rmirror::targets::notion {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

unsigned byte_at(std::string_view text, std::size_t at)
{
    return static_cast<unsigned char>(text[at]);
}

bool begins_character(std::string_view text, std::size_t at)
{
    return (byte_at(text, at) & 0xc0U) != 0x80U;
}

/// The length in bytes of the character at the start; 0 if it isn't valid UTF-8.
std::size_t length_of_character(std::string_view text)
{
    unsigned const first = byte_at(text, 0);
    if (first < 0x80)
        return 1;
    std::size_t const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if (begins_character(text, i))
            return 0;
    unsigned const second = byte_at(text, 1);
    bool const is_overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
    bool const is_surrogate = first == 0xed && second >= 0xa0;
    bool const is_beyond = first == 0xf4 && second >= 0x90;
    return is_overlong || is_surrogate || is_beyond ? 0 : length;
}

bool is_control(char c)
{
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
}

}  // namespace

std::size_t utf16_units(std::string_view utf8)
{
    std::size_t units = 0;
    for (std::size_t at = 0; at < utf8.size(); ++at)
        if (begins_character(utf8, at))
            units += byte_at(utf8, at) >= 0xf0 ? 2 : 1;
    return units;
}

std::size_t end_of_units(std::string_view utf8, std::size_t max)
{
    std::size_t units = 0;
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        if (!begins_character(utf8, at))
            continue;
        units += byte_at(utf8, at) >= 0xf0 ? 2 : 1;
        if (units > max)
            return at;
    }
    return utf8.size();
}

std::string clean_text(std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        auto const length = length_of_character(bytes);
        if (bytes[0] == '\r')
            text += bytes.substr(1).starts_with('\n') ? "" : "\n";
        else
            text += length == 0 || is_control(bytes[0]) ? kReplacement : bytes.substr(0, length);
        bytes.remove_prefix(length == 0 ? 1 : length);
    }
    return text;
}

}  // namespace rmirror::targets::notion
