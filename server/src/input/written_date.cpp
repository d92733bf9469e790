// SPDX-License-Identifier: AGPL-3.0-or-later
#include "input/written_date.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

namespace rmirror::input {

namespace {

struct Month {
    std::string_view beginning;  // Of the month's name, in lower case.
    unsigned number;
};

/// English and German.
constexpr std::array kMonths = {
    Month{"jan", 1},  Month{"jän", 1},  Month{"feb", 2},  Month{"mar", 3},  Month{"mär", 3}, Month{"apr", 4},
    Month{"may", 5},  Month{"mai", 5},  Month{"jun", 6},  Month{"jul", 7},  Month{"aug", 8}, Month{"sep", 9},
    Month{"oct", 10}, Month{"okt", 10}, Month{"nov", 11}, Month{"dec", 12}, Month{"dez", 12}};

constexpr std::size_t kDigitsOfYear = 4;
constexpr unsigned kMaxMonths = 12;

struct Number {
    unsigned value = 0;
    std::size_t digits = 0;
    char before = ' ';  // The last character before the number that isn't a space.

    bool is_year() const { return digits == kDigitsOfYear; }
    int year() const
    {
        constexpr int kCentury = 2000;
        return static_cast<int>(value) + (is_year() ? 0 : kCentury);
    }
};

struct Parts {
    std::vector<Number> numbers;
    std::optional<unsigned> month;  // If it is given by name.
};

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// ASCII letters, and every byte of a non-ASCII character.
bool is_letter(char c)
{
    auto const lower = static_cast<char>(c | 0x20);
    return (lower >= 'a' && lower <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

std::optional<unsigned> month_of(std::string_view word)
{
    std::string lower(word);
    for (auto& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    auto const* const found = std::find_if(kMonths.begin(), kMonths.end(), [&lower](Month const& month) {
        return lower.starts_with(month.beginning);
    });
    return found == kMonths.end() ? std::nullopt : std::optional(found->number);
}

/// Nullopt if a number has more digits than a year, or if different months are named.
std::optional<Parts> parts_of(std::string_view text)
{
    Parts parts;
    for (std::size_t at = 0; at < text.size();) {
        auto const is_part = is_digit(text[at]) ? is_digit : is_letter;
        auto const begin = at;
        while (at < text.size() && is_part(text[at]))
            ++at;
        auto const word = text.substr(begin, at - begin);
        if (word.empty()) {
            ++at;
            continue;
        }
        if (is_digit(word.front())) {
            if (word.size() > kDigitsOfYear)
                return std::nullopt;
            auto const before = text.substr(0, begin).find_last_not_of(' ');
            Number number{.digits = word.size(), .before = before == text.npos ? ' ' : text[before]};
            for (char const digit : word)
                number.value = number.value * 10 + static_cast<unsigned>(digit - '0');
            parts.numbers.push_back(number);
        } else if (auto const month = month_of(word)) {
            if (parts.month && parts.month != month)
                return std::nullopt;
            parts.month = month;
        }
    }
    return parts;
}

std::optional<std::string> iso(Number const& year, unsigned month, Number const& day)
{
    bool const has_year = year.is_year() || year.digits == 2;
    std::chrono::year_month_day const date{std::chrono::year(year.year()), std::chrono::month(month),
                                           std::chrono::day(day.value)};
    constexpr unsigned kMaxDays = 31;
    if (!has_year || day.value > kMaxDays || !date.ok())
        return std::nullopt;
    auto const two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return std::to_string(year.year()) + "-" + two(month) + "-" + two(day.value);
}

/// With dots, the day comes first; otherwise only if the first number can't be a month.
std::optional<std::string> by_numbers(Number const& first, Number const& second, Number const& third)
{
    if (first.is_year())
        return iso(first, second.value, third);
    if (second.before == '.' || first.value > kMaxMonths || first.value == second.value)
        return iso(third, second.value, first);
    return second.value > kMaxMonths ? iso(third, first.value, second) : std::nullopt;
}

}  // namespace

std::optional<std::string> date_written(std::string_view text)
{
    auto const parts = parts_of(text);
    if (!parts)
        return std::nullopt;
    auto const& numbers = parts->numbers;
    if (!parts->month)
        return numbers.size() == 3 ? by_numbers(numbers[0], numbers[1], numbers[2]) : std::nullopt;
    if (numbers.size() != 2)
        return std::nullopt;
    return numbers[0].is_year() ? iso(numbers[0], *parts->month, numbers[1])
                                : iso(numbers[1], *parts->month, numbers[0]);
}

}  // namespace rmirror::input
