// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/text/drawing_marks.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <system_error>
#include <utility>

namespace rmirror::ocr {

namespace {

constexpr std::string_view kMarkBegin = "![";
constexpr std::string_view kMarkAddress = "](drawing:";

struct DrawingMark {
    std::size_t number = 0;
    std::size_t length = 0;
};

/// The mark that `text` begins with. Without nested brackets, so that the search is linear.
std::optional<DrawingMark> mark_at(std::string_view text)
{
    if (!text.starts_with(kMarkBegin))
        return std::nullopt;
    auto const name_end = text.find_first_of("[]", kMarkBegin.size());
    if (name_end == std::string_view::npos || !text.substr(name_end).starts_with(kMarkAddress))
        return std::nullopt;
    auto const* const begin = text.data() + name_end + kMarkAddress.size();
    auto const* const end = text.data() + text.size();
    DrawingMark mark;
    auto const [digits_end, error] = std::from_chars(begin, end, mark.number);
    if (error != std::errc() || digits_end == end || *digits_end != ')')
        return std::nullopt;
    mark.length = static_cast<std::size_t>(digits_end + 1 - text.data());
    return mark;
}

/// nullopt: nothing is left of the line.
std::optional<std::string> line_with_drawings(std::string_view line, std::vector<std::string>& written)
{
    std::string made;
    bool has_mark = false;
    while (!line.empty()) {
        auto const mark = mark_at(line);
        if (mark && mark->number >= 1 && mark->number <= written.size())
            made += std::exchange(written[mark->number - 1], "");
        if (!mark)
            made += line.front();
        has_mark |= mark.has_value();
        line.remove_prefix(mark ? mark->length : 1);
    }
    if (has_mark && made.find_first_not_of(" \t\r") == std::string::npos)
        return std::nullopt;
    return made;
}

}  // namespace

std::string with_drawings(std::string_view markdown, std::vector<std::string> written)
{
    std::string made;
    bool is_first = true;
    for (bool is_last = false; !is_last;) {
        auto const end = markdown.find('\n');
        is_last = end == std::string_view::npos;
        auto const line = line_with_drawings(markdown.substr(0, end), written);
        if (line)
            made += (std::exchange(is_first, false) ? "" : "\n") + *line;
        markdown.remove_prefix(is_last ? markdown.size() : end + 1);
    }
    for (auto const& drawing : written)
        if (!drawing.empty())
            made += (made.empty() ? "" : "\n\n") + drawing;
    return made;
}

}  // namespace rmirror::ocr
