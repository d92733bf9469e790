// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace rmirror {

constexpr std::string_view kWhitespace = " \t\r\n";

/// `text` without the characters of `blanks` at its start and end.
constexpr std::string_view trimmed(std::string_view text, std::string_view blanks = " \t")
{
    auto const first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace rmirror
