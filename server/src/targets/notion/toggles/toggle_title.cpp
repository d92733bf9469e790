// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/toggles/toggle_title.hpp"

#include "targets/notion/blocks/block_json.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace rmirror::targets::notion {

namespace {

constexpr std::string_view kPage = "Page ";

/// The number of a toggle "Page 3", counting text in links or not.
std::size_t number_in(Block const& block, bool with_links)
{
    std::string title;
    for (auto const& span : block.text)
        title += with_links || span.link.empty() ? span.text : "";
    std::string_view const text(title);
    if (block.kind != BlockKind::toggle || !text.starts_with(kPage))
        return 0;
    auto const digits = text.substr(kPage.size());
    std::size_t number = 0;
    auto const [end, error] = std::from_chars(digits.begin(), digits.end(), number);
    return error == std::errc() && end == digits.end() ? number : 0;
}

}  // namespace

Spans title_of(TargetContext const& context, std::string_view notebook_uuid, std::string_view page_uuid,
               std::size_t number)
{
    auto const nth = std::to_string(number);
    auto const link = context.link("/notebooks/" + std::string(notebook_uuid) + "/pages/" + nth +
                                   "?page=" + std::string(page_uuid));
    return {{.text = std::string(kPage) + nth, .link = link}};
}

bool is_toggle_of(boost::json::object const& read, std::string_view page_uuid)
{
    auto const block = block_of(read);
    return block.kind == BlockKind::toggle &&
           std::any_of(block.text.begin(), block.text.end(),
                       [&](Span const& span) { return span.link.find(page_uuid) != std::string::npos; });
}

std::size_t number_in_title(boost::json::object const& read)
{
    return number_in(block_of(read), false);
}

std::size_t number_shown(boost::json::object const& read)
{
    return number_in(block_of(read), true);
}

}  // namespace rmirror::targets::notion
