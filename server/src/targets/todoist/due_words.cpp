// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/todoist/due_words.hpp"

#include <algorithm>
#include <array>

namespace rmirror::targets::todoist {

namespace {

struct Named {
    std::string_view word;
    unsigned number;
};

constexpr std::array kMonthNames = {
    Named{"january", 1},   Named{"januar", 1},    Named{"jänner", 1},    Named{"jan", 1},
    Named{"jän", 1},       Named{"february", 2},  Named{"februar", 2},   Named{"feber", 2},
    Named{"feb", 2},       Named{"march", 3},     Named{"märz", 3},      Named{"mar", 3},
    Named{"mär", 3},       Named{"mrz", 3},       Named{"april", 4},     Named{"apr", 4},
    Named{"may", 5},       Named{"mai", 5},       Named{"june", 6},      Named{"juni", 6},
    Named{"jun", 6},       Named{"july", 7},      Named{"juli", 7},      Named{"jul", 7},
    Named{"august", 8},    Named{"aug", 8},       Named{"september", 9}, Named{"sept", 9},
    Named{"sep", 9},       Named{"october", 10},  Named{"oktober", 10},  Named{"oct", 10},
    Named{"okt", 10},      Named{"november", 11}, Named{"nov", 11},      Named{"december", 12},
    Named{"dezember", 12}, Named{"dec", 12},      Named{"dez", 12}};

constexpr std::array kWeekdays = {
    Named{"sunday", 0},  Named{"sun", 0},        Named{"sonntag", 0},   Named{"so", 0},
    Named{"monday", 1},  Named{"mon", 1},        Named{"montag", 1},    Named{"mo", 1},
    Named{"tuesday", 2}, Named{"tues", 2},       Named{"tue", 2},       Named{"dienstag", 2},
    Named{"di", 2},      Named{"wednesday", 3},  Named{"wed", 3},       Named{"mittwoch", 3},
    Named{"mi", 3},      Named{"thursday", 4},   Named{"thurs", 4},     Named{"thur", 4},
    Named{"thu", 4},     Named{"donnerstag", 4}, Named{"do", 4},        Named{"friday", 5},
    Named{"fri", 5},     Named{"freitag", 5},    Named{"fr", 5},        Named{"saturday", 6},
    Named{"sat", 6},     Named{"samstag", 6},    Named{"sonnabend", 6}, Named{"sa", 6}};

constexpr std::array kNumbers = {
    Named{"a", 1},     Named{"an", 1},      Named{"one", 1},   Named{"ein", 1},     Named{"eine", 1},
    Named{"einem", 1}, Named{"einer", 1},   Named{"einen", 1}, Named{"two", 2},     Named{"zwei", 2},
    Named{"three", 3}, Named{"drei", 3},    Named{"four", 4},  Named{"vier", 4},    Named{"five", 5},
    Named{"fünf", 5},  Named{"six", 6},     Named{"sechs", 6}, Named{"seven", 7},   Named{"sieben", 7},
    Named{"eight", 8}, Named{"acht", 8},    Named{"nine", 9},  Named{"neun", 9},    Named{"ten", 10},
    Named{"zehn", 10}, Named{"eleven", 11}, Named{"elf", 11},  Named{"twelve", 12}, Named{"zwölf", 12}};

template <std::size_t Count>
std::optional<unsigned> number_of(std::array<Named, Count> const& table, std::string_view word)
{
    auto const* const found =
        std::find_if(table.begin(), table.end(), [word](Named const& each) { return each.word == word; });
    return found == table.end() ? std::nullopt : std::optional(found->number);
}

bool is_digit_of_date(char c)
{
    return c >= '0' && c <= '9';
}

/// ASCII letters, and every byte of a non-ASCII character.
bool is_letter_of_date(char c)
{
    auto const lower = static_cast<char>(c | 0x20);
    return (lower >= 'a' && lower <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

/// Lower case for ASCII and for Ä, Ö and Ü.
std::string lower_case(std::string_view word)
{
    std::string lower(word);
    for (std::size_t at = 0; at < lower.size(); ++at) {
        auto& c = lower[at];
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c | 0x20);
        else if (at > 0 && lower[at - 1] == '\xc3' && (c == '\x84' || c == '\x96' || c == '\x9c'))
            c = static_cast<char>(c + 0x20);
    }
    return lower;
}

DueToken word_token(std::string_view word)
{
    auto lower = lower_case(word);
    bool const is_capital = lower.substr(0, 2) != word.substr(0, 2);
    return {.word = std::move(lower), .is_capital = is_capital};
}

DueToken number_token(std::string_view digits)
{
    constexpr std::size_t kMaxDigits = 4;
    if (digits.size() > kMaxDigits)
        return {.word = std::string(digits)};
    DueToken token{.digits = digits.size()};
    for (char const digit : digits)
        token.value = token.value * 10 + static_cast<unsigned>(digit - '0');
    return token;
}

}  // namespace

std::vector<DueToken> due_tokens(std::string_view line)
{
    std::vector<DueToken> tokens;
    for (std::size_t at = 0; at < line.size();) {
        auto const begin = at;
        bool const is_number = is_digit_of_date(line[at]);
        while (at < line.size() && (is_number ? is_digit_of_date(line[at]) : is_letter_of_date(line[at])))
            ++at;
        if (at > begin) {
            auto const part = line.substr(begin, at - begin);
            tokens.push_back(is_number ? number_token(part) : word_token(part));
            continue;
        }
        if (line[at] != ' ')
            tokens.push_back({.mark = line[at]});
        ++at;
    }
    return tokens;
}

std::optional<unsigned> month_named(std::string_view word)
{
    return number_of(kMonthNames, word);
}

std::optional<unsigned> weekday_named(DueToken const& token)
{
    if (token.word.size() == 2 && !token.is_capital)
        return std::nullopt;
    return number_of(kWeekdays, token.word);
}

std::optional<unsigned> number_named(std::string_view word)
{
    return number_of(kNumbers, word);
}

std::optional<int> days_named(DueToken const& token)
{
    auto const& word = token.word;
    if (word == "today" || word == "tonight" || word == "heute")
        return 0;
    if (word == "tomorrow" || word == "morgen")
        return 1;
    return word == "übermorgen" ? std::optional(2) : std::nullopt;
}

}  // namespace rmirror::targets::todoist
