// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/fault.hpp"

#include "http/problem.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace rmirror::http {

namespace {

constexpr std::size_t kShownName = 100;

bool begins_character(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

/// Whether the text has this shape, where 0 stands for any digit.
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
    constexpr std::size_t kMostDigits = 6;  // PostgreSQL keeps microseconds.
    if (text.empty())
        return true;
    auto const digits = text.substr(1);
    return text[0] == '.' && !digits.empty() && digits.size() <= kMostDigits &&
           digits.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

Reply refusal_of(Fault const& fault)
{
    if (fault.field.empty())
        return problem(Code::Bad_Request, fault.sentence);
    return problem(Code::Bad_Request, fault.field + ": " + fault.sentence, {{"field", fault.field}});
}

bool has_length(std::string_view text, Length length)
{
    auto const size = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
    return size >= length.least && size <= length.most;
}

std::string sentence_about(Length length)
{
    if (length.least == 0)
        return "It may have at most " + std::to_string(length.most) + " characters.";
    return "It must have " + std::to_string(length.least) + " to " + std::to_string(length.most) +
           " characters.";
}

std::string sentence_about(std::int64_t least, std::int64_t most)
{
    return "It must be a whole number from " + std::to_string(least) + " to " + std::to_string(most) + ".";
}

std::string sentence_about(double least, double most)
{
    return "It must be a number from " + std::to_string(std::llround(least)) + " to " +
           std::to_string(std::llround(most)) + ".";
}

std::string shown_name(std::string_view name)
{
    auto end = std::min(name.size(), kShownName);
    while (end > 0 && end < name.size() && !begins_character(name[end]))
        --end;
    return std::string(name.substr(0, end));
}

std::optional<std::string> parse_uuid(std::string_view text)
{
    constexpr std::string_view kShape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    if (text.size() != kShape.size())
        return std::nullopt;
    std::string uuid(text);
    for (std::size_t at = 0; at < uuid.size(); ++at) {
        char& letter = uuid[at];
        if (letter >= 'A' && letter <= 'F')
            letter = static_cast<char>(letter - 'A' + 'a');
        bool const is_digit = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
        if (kShape[at] == '-' ? letter != '-' : !is_digit)
            return std::nullopt;
    }
    return uuid;
}

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

}  // namespace rmirror::http
