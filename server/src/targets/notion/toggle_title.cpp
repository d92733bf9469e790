// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/toggle_title.hpp"

#include "targets/notion/blocks/block_json.hpp"

#include <algorithm>
#include <string>

namespace rmirror::targets::notion {

Spans title_of(Outside const& outside, std::string_view notebook_uuid, std::string_view page_uuid,
               std::size_t number)
{
    auto const nth = std::to_string(number);
    auto const link = outside.link("/notebooks/" + std::string(notebook_uuid) + "/pages/" + nth +
                                   "?page=" + std::string(page_uuid));
    return {{.text = "Page " + nth, .link = link}};
}

bool is_toggle_of(boost::json::object const& read, std::string_view page_uuid)
{
    auto const block = block_of(read);
    return block.kind == BlockKind::toggle &&
           std::any_of(block.text.begin(), block.text.end(),
                       [&](Span const& span) { return span.link.find(page_uuid) != std::string::npos; });
}

}  // namespace rmirror::targets::notion
