// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/names.hpp"

namespace rmirror {

namespace {

bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

}  // namespace

bool is_uuid(std::string_view text)
{
    if (text.size() != 36)
        return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const is_dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (is_dash ? text[i] != '-' : !is_hex(text[i]))
            return false;
    }
    return true;
}

std::optional<std::size_t> page_number(std::string_view stem)
{
    constexpr std::size_t kMaxDigits = 6;
    // "00" is a different file from "0", so it is no page number.
    if (stem.empty() || stem.size() > kMaxDigits || (stem.size() > 1 && stem.front() == '0'))
        return std::nullopt;
    std::size_t number = 0;
    for (char c : stem) {
        if (c < '0' || c > '9')
            return std::nullopt;
        number = number * 10 + static_cast<std::size_t>(c - '0');
    }
    return number;
}

}  // namespace rmirror
