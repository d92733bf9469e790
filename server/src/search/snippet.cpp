// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/snippet.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace rmirror::search {

namespace json = boost::json;

namespace {

/// No range is open. Greater than any position, so that end_range() adds nothing.
constexpr std::size_t kNoRange = std::string_view::npos;

/// Length of a UTF-8 character by its first byte. Text from PostgreSQL is always valid UTF-8.
std::size_t bytes_of_letter(char first)
{
    auto const byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/// Characters beyond the basic plane take two UTF-16 code units; only they have four bytes.
std::size_t units_of_letter(std::size_t bytes)
{
    return bytes == 4 ? 2 : 1;
}

}  // namespace

json::object snippet_of(std::string_view marked)
{
    std::string text;
    json::array ranges;
    std::size_t units = 0;
    std::size_t begin = kNoRange;
    auto const end_range = [&] {
        if (begin < units)
            ranges.push_back(json::object{{"start", begin}, {"end", units}});
        begin = kNoRange;
    };
    while (!marked.empty()) {
        auto const bytes = bytes_of_letter(marked.front());
        if (marked.front() == kWordBegins) {
            begin = units;
        } else if (marked.front() == kWordEnds) {
            end_range();
        } else if (units + units_of_letter(bytes) > kMaxUnits) {
            text += "…";
            break;
        } else {
            text += marked.substr(0, bytes);
            units += units_of_letter(bytes);
        }
        marked.remove_prefix(std::min(bytes, marked.size()));
    }
    end_range();
    return {{"text", std::move(text)}, {"ranges", std::move(ranges)}};
}

}  // namespace rmirror::search
