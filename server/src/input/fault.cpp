// SPDX-License-Identifier: AGPL-3.0-or-later
#include "input/fault.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror::input {

namespace {

constexpr std::size_t kShownName = 100;

bool begins_character(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

}  // namespace

bool has_length(std::string_view text, Length length)
{
    auto const size = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
    return size >= length.min && size <= length.max;
}

std::string sentence_about(Length length)
{
    if (length.min == 0)
        return "Must have at most " + std::to_string(length.max) + " characters.";
    return "Must have " + std::to_string(length.min) + " to " + std::to_string(length.max) + " characters.";
}

std::string sentence_about(std::int64_t min, std::int64_t max)
{
    return "Must be a whole number from " + std::to_string(min) + " to " + std::to_string(max) + ".";
}

std::string sentence_about(double min, double max)
{
    return "Must be a number from " + std::to_string(std::llround(min)) + " to " +
           std::to_string(std::llround(max)) + ".";
}

std::string sentence_about(std::span<std::string_view const> choices)
{
    std::string all;
    for (auto const each : choices)
        all += (all.empty() ? "" : ", ") + std::string(each);
    return "Must be one of " + all + ".";
}

std::string shown_name(std::string_view name)
{
    auto end = std::min(name.size(), kShownName);
    while (end > 0 && end < name.size() && !begins_character(name[end]))
        --end;
    return std::string(name.substr(0, end));
}

}  // namespace rmirror::input
