// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/block_json.hpp"

#include "crypto/json_member.hpp"
#include "targets/notion/blocks/limits.hpp"
#include "targets/notion/blocks/utf16.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;

constexpr std::string_view kPlainText = "plain text";

constexpr std::array<std::pair<BlockKind, std::string_view>, 16> kTypes = {{
    {BlockKind::paragraph, "paragraph"},
    {BlockKind::heading_1, "heading_1"},
    {BlockKind::heading_2, "heading_2"},
    {BlockKind::heading_3, "heading_3"},
    {BlockKind::bulleted, "bulleted_list_item"},
    {BlockKind::numbered, "numbered_list_item"},
    {BlockKind::to_do, "to_do"},
    {BlockKind::quote, "quote"},
    {BlockKind::code, "code"},
    {BlockKind::divider, "divider"},
    {BlockKind::formula, "equation"},
    {BlockKind::table, "table"},
    {BlockKind::table_row, "table_row"},
    {BlockKind::callout, "callout"},
    {BlockKind::image, "image"},
    {BlockKind::toggle, "toggle"},
}};

json::string_view view(std::string_view text)
{
    return {text.data(), text.size()};
}

json::object annotations_of(Span const& span)
{
    json::object annotations;
    for (auto const& [name, is_set] : {std::pair<std::string_view, bool>{"bold", span.bold},
                                       {"italic", span.italic},
                                       {"strikethrough", span.struck},
                                       {"code", span.code}})
        if (is_set)
            annotations[view(name)] = true;
    return annotations;
}

void add_item(json::array& items, Span const& span, std::string_view part)
{
    json::object item;
    if (span.is_formula) {
        item = {{"type", "equation"}, {"equation", {{"expression", view(part)}}}};
    } else {
        json::object text{{"content", view(part)}};
        if (!span.link.empty())
            text["link"] = {{"url", span.link}};
        item = {{"type", "text"}, {"text", std::move(text)}};
    }
    if (auto annotations = annotations_of(span); !annotations.empty())
        item["annotations"] = std::move(annotations);
    items.push_back(std::move(item));
}

json::object image_of(Block const& block)
{
    json::object image{{"type", "file_upload"}, {"file_upload", {{"id", block.upload_id}}}};
    if (!block.text.empty())
        image["caption"] = json_of(block.text);
    return image;
}

json::array cells_of(Block const& row)
{
    json::array cells;
    for (auto const& cell : row.cells)
        cells.push_back(json_of(cell));
    return cells;
}

/// The value of the member that is named after the block's type.
json::object content_of(Block const& block)
{
    json::object content;
    switch (block.kind) {
        case BlockKind::divider:
        case BlockKind::other:
            return content;
        case BlockKind::formula:
            return {{"expression", plain_text(block.text)}};
        case BlockKind::image:
            return image_of(block);
        case BlockKind::table:
            return {{"table_width", block.width}, {"has_column_header", block.has_header}};
        case BlockKind::table_row:
            return {{"cells", cells_of(block)}};
        case BlockKind::code:
            return {{"rich_text", json_of(block.text)},
                    {"language", block.language.empty() ? view(kPlainText) : view(block.language)}};
        case BlockKind::to_do:
            content["checked"] = block.is_checked;
            break;
        default:
            break;
    }
    content["rich_text"] = json_of(block.text);
    if (!block.color.empty())
        content["color"] = block.color;
    return content;
}

}  // namespace

std::string_view type_of(BlockKind kind)
{
    auto const* const found =
        std::find_if(kTypes.begin(), kTypes.end(), [&](auto const& row) { return row.first == kind; });
    return found == kTypes.end() ? std::string_view() : found->second;
}

BlockKind kind_of(std::string_view type)
{
    auto const* const found =
        std::find_if(kTypes.begin(), kTypes.end(), [&](auto const& row) { return row.second == type; });
    return found == kTypes.end() ? BlockKind::other : found->first;
}

json::array json_of(Spans const& spans)
{
    json::array items;
    for (auto const& span : spans) {
        auto const max = span.is_formula ? kMaxFormulaUnits : kMaxTextUnits;
        for (std::string_view left = span.text; !left.empty();) {
            auto const end = end_of_units(left, max);
            add_item(items, span, left.substr(0, end));
            left.remove_prefix(end);
        }
    }
    return items;
}

json::object json_of(Block const& block)
{
    auto const type = view(type_of(block.kind));
    return {{"type", type}, {type, content_of(block)}};
}

json::object patch_of(Block const& block)
{
    auto content = content_of(block);
    content.erase("table_width");
    if (block.kind == BlockKind::image) {
        content.erase("type");
        content["caption"] = json_of(block.text);
        if (block.upload_id.empty())
            content.erase("file_upload");
    }
    return {{view(type_of(block.kind)), std::move(content)}};
}

void add_children(json::object& block, json::array children)
{
    if (!children.empty())
        block.at(block.at("type").as_string()).as_object()["children"] = std::move(children);
}

}  // namespace rmirror::targets::notion
