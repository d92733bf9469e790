// SPDX-License-Identifier: AGPL-3.0-or-later
#include "input/time.hpp"

#include <algorithm>
#include <chrono>

namespace rmirror::input {

namespace {

/// Compares the text with a pattern in which 0 stands for any digit.
bool has_shape(std::string_view text, std::string_view shape)
{
    return std::equal(text.begin(), text.end(), shape.begin(), shape.end(), [](char letter, char wanted) {
        return wanted == '0' ? letter >= '0' && letter <= '9' : letter == wanted;
    });
}

int number_at(std::string_view text, std::size_t at, std::size_t digits)
{
    int number = 0;
    for (char const digit : text.substr(at, digits))
        number = 10 * number + (digit - '0');
    return number;
}

bool is_fraction(std::string_view text)
{
    constexpr std::size_t kMaxDigits = 6;  // PostgreSQL stores microseconds.
    if (text.empty())
        return true;
    auto const digits = text.substr(1);
    return text[0] == '.' && !digits.empty() && digits.size() <= kMaxDigits &&
           digits.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

bool is_time(std::string_view text)
{
    constexpr std::string_view kShape = "0000-00-00T00:00:00";
    if (text.size() <= kShape.size() || text.back() != 'Z' ||
        !has_shape(text.substr(0, kShape.size()), kShape))
        return false;
    std::chrono::year_month_day const day{std::chrono::year(number_at(text, 0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number_at(text, 5, 2))),
                                          std::chrono::day(static_cast<unsigned>(number_at(text, 8, 2)))};
    bool const is_on_the_clock =
        number_at(text, 11, 2) < 24 && number_at(text, 14, 2) < 60 && number_at(text, 17, 2) < 60;
    return day.ok() && day.year() >= std::chrono::year(1970) && is_on_the_clock &&
           is_fraction(text.substr(kShape.size(), text.size() - kShape.size() - 1));
}

}  // namespace rmirror::input
