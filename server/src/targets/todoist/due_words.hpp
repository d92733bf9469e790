// SPDX-License-Identifier: AGPL-3.0-or-later
// Splits a line into words, numbers and marks, and knows the English and German words of dates.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::todoist {

struct DueToken {
    std::string word = {};    // In lower case; empty if it is a number or a mark.
    bool is_capital = false;  // The word begins with a capital letter.
    unsigned value = 0;
    std::size_t digits = 0;  // 0: not a number.
    char mark = 0;           // 0: not a mark.

    bool is_number() const { return digits > 0; }
};

/// Numbers of more than four digits are words that no date contains.
std::vector<DueToken> due_tokens(std::string_view line);

/// 1 to 12, for "march", "mar", "märz" and so on.
std::optional<unsigned> month_named(std::string_view word);
/// 0 (Sunday) to 6. Two letters are a German abbreviation only if they begin with a capital: "So", not "so".
std::optional<unsigned> weekday_named(DueToken const& token);
/// 2 for "two" or "zwei", up to twelve.
std::optional<unsigned> number_named(std::string_view word);
/// Days from the date written: 0 for "today", 1 for "tomorrow", 2 for "übermorgen".
std::optional<int> days_named(DueToken const& token);

}  // namespace rmirror::targets::todoist
