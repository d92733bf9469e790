// SPDX-License-Identifier: AGPL-3.0-or-later
// Validates numbers of changes in cursors.
#pragma once

#include <string_view>

namespace rmirror::input {

/// Digits that fit a bigint.
constexpr bool is_change_number(std::string_view text)
{
    constexpr std::size_t kMaxDigits = 18;
    return !text.empty() && text.size() <= kMaxDigits &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace rmirror::input
