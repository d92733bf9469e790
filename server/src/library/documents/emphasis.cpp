// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/documents/emphasis.hpp"

#include "library/documents/placed_lines.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <vector>

namespace rmirror::library {

namespace {

constexpr std::string_view kEmphasis = "==";

struct Band {
    double top = 0, bottom = 0;  // Page units.
};

std::vector<Band> bands_of(std::string_view rects)
{
    std::vector<Band> bands;
    auto const list = boost::json::parse(rects);
    for (auto const& rect : list.as_array()) {
        auto const top = rect.at("y").to_number<double>();
        bands.push_back({top, top + rect.at("height").to_number<double>()});
    }
    return bands;
}

bool is_emphasised(ocr::Line const& line, std::vector<Band> const& bands)
{
    return std::any_of(bands.begin(), bands.end(), [&](Band const& band) {
        auto const shared = std::min(line.bottom, band.bottom) - std::max(line.top, band.top);
        return shared > 0 && 2 * shared >= std::min(line.bottom - line.top, band.bottom - band.top);
    });
}

bool can_be_emphasised(std::string_view line, std::string_view words)
{
    bool const is_todo = line.find("[ ] ") != std::string_view::npos ||
                         line.find("[x] ") != std::string_view::npos ||
                         line.find("[X] ") != std::string_view::npos;
    return !is_todo && !words.empty() && !words.starts_with('|') && !words.starts_with("```") &&
           words.find(kEmphasis) == std::string_view::npos;
}

std::string emphasised(std::string_view line)
{
    auto const words = without_markers(line);
    auto const at = static_cast<std::size_t>(words.data() - line.data());
    return std::string(line.substr(0, at))
        .append(kEmphasis)
        .append(words)
        .append(kEmphasis)
        .append(line.substr(at + words.size()));
}

}  // namespace

std::string with_emphasis(ocr::PageText const& read, std::string_view rects)
{
    auto const bands = bands_of(rects);
    if (bands.empty())
        return read.markdown;
    std::string text;
    std::size_t next = 0;  // The transcribed line that is expected.
    for (std::size_t at = 0; at <= read.markdown.size();) {
        auto const end = std::min(read.markdown.find('\n', at), read.markdown.size());
        auto const line = std::string_view(read.markdown).substr(at, end - at);
        auto const words = words_of_line(line);
        auto const from = read.lines.begin() + static_cast<std::ptrdiff_t>(next);
        auto const found = words.empty() ? read.lines.end()
                                         : std::find_if(from, read.lines.end(), [&](ocr::Line const& each) {
                                               return words_of_line(each.text) == words;
                                           });
        bool const is_marked = found != read.lines.end() && is_emphasised(*found, bands) &&
                               can_be_emphasised(line, without_markers(line));
        if (found != read.lines.end())
            next = static_cast<std::size_t>(found - read.lines.begin()) + 1;
        text += is_marked ? emphasised(line) : std::string(line);
        if (end < read.markdown.size())
            text += '\n';
        at = end + 1;
    }
    return text;
}

}  // namespace rmirror::library
