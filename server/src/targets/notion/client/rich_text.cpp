// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/client/rich_text.hpp"

#include "targets/notion/blocks/limits.hpp"
#include "targets/notion/blocks/utf16.hpp"

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;

json::string_view text(std::string_view view)
{
    return {view.data(), view.size()};
}

}  // namespace

std::vector<std::string_view> pieces_of(std::string_view utf8, std::size_t max_units)
{
    std::vector<std::string_view> pieces;
    while (!utf8.empty()) {
        auto const end = end_of_units(utf8, max_units);
        pieces.push_back(utf8.substr(0, end));
        utf8.remove_prefix(end);
    }
    return pieces;
}

json::array rich_text(std::string_view content)
{
    json::array items;
    for (auto const piece : pieces_of(content, kMaxTextUnits)) {
        if (items.size() == kMaxTextItems)
            break;
        items.push_back(json::object{{"type", "text"}, {"text", {{"content", text(piece)}}}});
    }
    return items;
}

}  // namespace rmirror::targets::notion
