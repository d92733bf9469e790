// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/parts.hpp"

#include <algorithm>

namespace rmirror::search {

namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";

/// The text up to the next blank or, for a phrase, through its closing quotation mark.
std::string_view first_part(std::string_view text)
{
    auto const begin = text.starts_with('-') ? std::size_t{1} : std::size_t{0};
    bool const is_phrase = text.substr(begin).starts_with('"');
    auto const end = is_phrase ? text.find('"', begin + 1) : text.find_first_of(kBlanks, begin);
    return text.substr(0, end == std::string_view::npos ? text.size() : end + (is_phrase ? 1 : 0));
}

bool is_or(std::string_view part)
{
    return part.size() == 2 && (part[0] == 'o' || part[0] == 'O') && (part[1] == 'r' || part[1] == 'R');
}

}  // namespace

std::optional<Parts> parts_of(std::string_view question)
{
    Parts parts;
    for (;;) {
        question.remove_prefix(std::min(question.find_first_not_of(kBlanks), question.size()));
        if (question.empty())
            return parts;
        auto const part = first_part(question);
        question.remove_prefix(part.size());
        if (is_or(part))
            return std::nullopt;
        if (part.starts_with('-'))
            parts.unwanted += ' ' + std::string(part);
        else
            parts.wanted.emplace_back(part);
    }
}

}  // namespace rmirror::search
