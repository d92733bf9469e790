// SPDX-License-Identifier: AGPL-3.0-or-later
// A plausibility check of e-mail addresses. Only a message to an address would show whether it exists.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace rmirror::auth {

constexpr std::size_t kMaxEmailBytes = 254;  // RFC 5321 §4.5.3.1.3, without the brackets.

/// One @ with something before it and a name behind it, no blanks or control characters.
inline bool is_email(std::string_view text)
{
    auto const at = text.find('@');
    if (text.size() > kMaxEmailBytes || at == 0 || at == std::string_view::npos)
        return false;
    auto const domain = text.substr(at + 1);
    bool const is_plain = std::all_of(text.begin(), text.end(), [](unsigned char letter) {
        return letter > 0x20 && letter != 0x7f && letter != ',' && letter != ';' && letter != '<' &&
               letter != '>';
    });
    return is_plain && !domain.empty() && domain.find('@') == std::string_view::npos &&
           domain.front() != '.' && domain.back() != '.' && domain.find("..") == std::string_view::npos;
}

}  // namespace rmirror::auth
