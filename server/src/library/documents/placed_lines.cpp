// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/documents/placed_lines.hpp"

#include "line_diff.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace rmirror::library {

namespace {

namespace json = boost::json;

std::vector<std::string> worded_lines(std::string_view document)
{
    std::vector<std::string> lines;
    for (auto const line : lines_of(document))
        if (auto words = words_of_line(line); !words.empty())
            lines.push_back(std::move(words));
    return lines;
}

}  // namespace

std::string_view without_markers(std::string_view line)
{
    constexpr std::string_view kBlanks = " \t\r";
    for (auto before = line.size() + 1; line.size() < before;) {
        before = line.size();
        line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
        for (std::string_view const marker : {"> ", "# ", "- ", "* ", "+ ", "[ ] ", "[x] ", "[X] "})
            if (line.starts_with(marker))
                line.remove_prefix(marker.size());
        if (line.starts_with("##"))
            line.remove_prefix(1);
        auto const digits = line.find_first_not_of("0123456789");
        if (digits != 0 && digits != std::string_view::npos && digits <= 3 &&
            (line.substr(digits).starts_with(". ") || line.substr(digits).starts_with(") ")))
            line.remove_prefix(digits + 2);
    }
    return line.substr(0, line.find_last_not_of(kBlanks) + 1);
}

std::string words_of_line(std::string_view line)
{
    constexpr std::string_view kEmphasis = "==";
    line = without_markers(line);
    if (line.size() > 2 * kEmphasis.size() && line.starts_with(kEmphasis) && line.ends_with(kEmphasis))
        line = line.substr(kEmphasis.size(), line.size() - 2 * kEmphasis.size());
    std::string words(line);
    std::erase(words, '*');
    return words;
}

json::array placed_lines(json::array const& transcribed, std::string_view document)
{
    auto const words = worded_lines(document);
    std::vector<std::string_view> older;
    for (auto const& line : transcribed)
        older.push_back(line.at("text").as_string());
    std::vector<std::string_view> const newer(words.begin(), words.end());
    std::vector<std::optional<std::size_t>> origin(newer.size());
    auto const diff = diff_lines(older, newer);
    for (std::size_t i = 0; i < older.size(); ++i)
        if (diff.became[i])
            origin[*diff.became[i]] = i;
    json::array placed;
    auto nearest = transcribed.begin();
    for (std::size_t i = 0; i < newer.size() && !transcribed.empty(); ++i) {
        if (origin[i])
            nearest = transcribed.begin() + static_cast<std::ptrdiff_t>(*origin[i]);
        auto line = nearest->as_object();
        if (!origin[i] || newer[i] != older[*origin[i]])
            line["confidence"] = 1.0;
        line["text"] = newer[i];
        placed.push_back(std::move(line));
    }
    return placed;
}

}  // namespace rmirror::library
