// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads blocks from Notion's lists. Any member may be missing; kinds and formats that the server never writes
// are named in Block::other.
#include "crypto/json_member.hpp"
#include "targets/notion/blocks/block_json.hpp"

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;
using crypto::array_member;
using crypto::flag_member;
using crypto::object_member;
using crypto::text_member;

/// Adds something that Block doesn't represent, with enough detail to tell it from others.
void note(std::string& other, std::string_view what)
{
    other += other.empty() ? "" : " ";
    other += what;
}

std::string_view color_at(json::object const& object)
{
    auto const color = text_member(object, "color");
    return color == "default" ? std::string_view() : color;
}

Span span_of(json::object const& item, std::string& other)
{
    Span span{.text = std::string(text_member(item, "plain_text"))};
    auto const type = text_member(item, "type");
    span.is_formula = type == "equation";
    if (auto const* const equation = object_member(item, "equation"))
        span.text = text_member(*equation, "expression");
    if (auto const* const text = object_member(item, "text")) {
        span.text = text_member(*text, "content");
        if (auto const* const link = object_member(*text, "link"))
            span.link = text_member(*link, "url");
    }
    if (type == "mention")
        note(other, "mention");
    auto const* const annotations = object_member(item, "annotations");
    if (!annotations)
        return span;
    span.bold = flag_member(*annotations, "bold");
    span.italic = flag_member(*annotations, "italic");
    span.struck = flag_member(*annotations, "strikethrough");
    span.code = flag_member(*annotations, "code");
    if (flag_member(*annotations, "underline"))
        note(other, "underline");
    if (auto const color = color_at(*annotations); !color.empty())
        note(other, color);
    return span;
}

Spans spans_in(json::array const& rich_text, std::string& other)
{
    Spans spans;
    for (auto const& item : rich_text)
        if (auto const* const object = item.if_object())
            spans.push_back(span_of(*object, other));
    return joined(spans);
}

Spans spans_at(json::object const& content, std::string_view name, std::string& other)
{
    auto const* const rich_text = array_member(content, name);
    return rich_text ? spans_in(*rich_text, other) : Spans();
}

void read_table(Block& block, json::object const& content)
{
    block.has_header = flag_member(content, "has_column_header");
    auto const* const width = content.if_contains("table_width");
    block.width = width && width->is_int64() ? static_cast<std::size_t>(width->get_int64()) : 0;
    if (flag_member(content, "has_row_header"))
        note(block.other, "row header");
}

void read_cells(Block& block, json::object const& content)
{
    auto const* const cells = array_member(content, "cells");
    for (std::size_t i = 0; cells && i < cells->size(); ++i)
        if (auto const* const cell = (*cells)[i].if_array())
            block.cells.push_back(spans_in(*cell, block.other));
}

void read_content(Block& block, json::object const& content)
{
    block.text = spans_at(content, block.kind == BlockKind::image ? "caption" : "rich_text", block.other);
    block.color = color_at(content);
    if (block.kind == BlockKind::formula && !text_member(content, "expression").empty())
        block.text = {{.text = std::string(text_member(content, "expression")), .is_formula = true}};
    if (block.kind == BlockKind::to_do)
        block.is_checked = flag_member(content, "checked");
    if (block.kind == BlockKind::code && text_member(content, "language") != "plain text")
        block.language = text_member(content, "language");
    if (block.kind == BlockKind::code && !spans_at(content, "caption", block.other).empty())
        note(block.other, "caption");
    if (block.kind == BlockKind::table)
        read_table(block, content);
    if (block.kind == BlockKind::table_row)
        read_cells(block, content);
    if (block.kind == BlockKind::image && text_member(content, "type") == "external")
        note(block.other, "external");
    if (flag_member(content, "is_toggleable"))
        note(block.other, "toggleable");
}

}  // namespace

Spans spans_of(json::array const& rich_text)
{
    std::string other;
    return spans_in(rich_text, other);
}

Block block_of(json::object const& read)
{
    auto const type = text_member(read, "type");
    Block block{.kind = kind_of(type)};
    if (block.kind == BlockKind::other)
        block.other = type;
    if (auto const* const content = object_member(read, type))
        read_content(block, *content);
    return block;
}

}  // namespace rmirror::targets::notion
