// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/limits.hpp"

#include "targets/notion/blocks/links.hpp"
#include "targets/notion/blocks/utf16.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace rmirror::targets::notion {

namespace {

/// Maximum bytes of one block's text, so that it always fits into a call. Counts the JSON around an item, and
/// characters that take two bytes in JSON.
constexpr std::size_t kMaxTextBytes = 200'000;
constexpr std::size_t kBytesAroundItem = 200;

std::size_t bytes_of(Span const& span)
{
    return span.text.size() +
           static_cast<std::size_t>(std::count_if(span.text.begin(), span.text.end(),
                                                  [](char c) { return c == '\n' || c == '"' || c == '\\'; }));
}

/// Adds the text without its link, followed by the address if the text differs from it.
void add_unlinked(Spans& spans, Span span, bool is_last_of_link)
{
    auto const address = std::exchange(span.link, {});
    bool const says_it = !is_last_of_link || span.text == address;
    spans.push_back(std::move(span));
    if (!says_it)
        spans.push_back({.text = " (" + clean_text(address) + ")"});
}

Spans taken_by_notion(Spans const& given)
{
    Spans spans;
    for (std::size_t i = 0; i < given.size(); ++i) {
        auto span = given[i];
        span.text = clean_text(span.text);
        if (span.is_formula && utf16_units(span.text) > kMaxFormulaUnits) {
            span.is_formula = false;
            span.code = true;
        }
        if (span.link.empty() || is_link(span.link))
            spans.push_back(std::move(span));
        else
            add_unlinked(spans, std::move(span), i + 1 == given.size() || given[i + 1].link != given[i].link);
    }
    return joined(spans);
}

/// Splits text that is too long for one block.
std::vector<Spans> pieces_of(Spans const& spans)
{
    std::vector<Spans> pieces(1);
    std::size_t items = 0;
    std::size_t bytes = 0;
    for (auto const& span : spans) {
        std::string_view left = span.text;
        while (!left.empty()) {
            auto part = span;
            part.text = left.substr(0, span.is_formula ? left.size() : end_of_units(left, kMaxTextUnits));
            left.remove_prefix(part.text.size());
            auto const more = bytes_of(part) + part.link.size() + kBytesAroundItem;
            if (items == kMaxTextItems || (items > 0 && bytes + more > kMaxTextBytes)) {
                pieces.emplace_back();
                items = bytes = 0;
            }
            pieces.back().push_back(std::move(part));
            ++items;
            bytes += more;
        }
    }
    for (auto& piece : pieces)
        piece = joined(piece);
    return pieces;
}

/// Whether the rest of a long text can be a child of the block, before its other children.
bool holds_rest(BlockKind kind)
{
    return kind == BlockKind::bulleted || kind == BlockKind::numbered || kind == BlockKind::to_do ||
           kind == BlockKind::toggle;
}

Block rest_of(Block const& block, Spans text)
{
    bool const is_same = !holds_rest(block.kind) && block.kind != BlockKind::image;
    return {.kind = is_same ? block.kind : BlockKind::paragraph,
            .text = std::move(text),
            .language = is_same ? block.language : std::string(),
            .color = is_same ? block.color : std::string()};
}

/// A row can't be split.
bool fits(Block const& row)
{
    std::size_t bytes = 0;
    for (auto const& cell : row.cells) {
        if (pieces_of(cell).size() > 1)
            return false;
        for (auto const& span : cell)
            bytes += bytes_of(span) + span.link.size() + kBytesAroundItem;
    }
    return bytes <= kMaxTextBytes;
}

/// The cells of the row in one line.
Block line_of(Block const& row)
{
    Block line;
    for (auto const& cell : row.cells) {
        if (!line.text.empty())
            line.text.push_back({.text = " | "});
        line.text.insert(line.text.end(), cell.begin(), cell.end());
    }
    return line;
}

/// The columns from `first` on, as many as a table may have.
Block columns_of(Block const& table, std::size_t first)
{
    Block part{.kind = BlockKind::table,
               .has_header = table.has_header,
               .width = std::min(kMaxCells, table.width - first)};
    for (auto const& row : table.children) {
        auto const begin = row.cells.begin() + static_cast<std::ptrdiff_t>(first);
        part.children.push_back({.kind = BlockKind::table_row,
                                 .cells = {begin, begin + static_cast<std::ptrdiff_t>(part.width)}});
    }
    return part;
}

void add_table(std::vector<Block>& all, Block table)
{
    table.width = 0;
    for (auto& row : table.children) {
        for (auto& cell : row.cells)
            cell = taken_by_notion(cell);
        table.width = std::max(table.width, row.cells.size());
    }
    for (auto& row : table.children)
        row.cells.resize(table.width);
    if (table.width == 0)
        return;
    for (std::size_t first = 0; first < table.width; first += kMaxCells) {
        auto part = columns_of(table, first);
        if (std::all_of(part.children.begin(), part.children.end(), fits)) {
            all.push_back(std::move(part));
            continue;
        }
        std::vector<Block> lines;
        std::transform(part.children.begin(), part.children.end(), std::back_inserter(lines), line_of);
        lines = within_limits(std::move(lines));
        std::move(lines.begin(), lines.end(), std::back_inserter(all));
    }
}

void add_block(std::vector<Block>& all, Block block)
{
    if (block.kind == BlockKind::formula && utf16_units(plain_text(block.text)) > kMaxFormulaUnits) {
        block.kind = BlockKind::code;
        block.language = "latex";
        block.text = {{.text = plain_text(block.text)}};
    }
    auto pieces = pieces_of(taken_by_notion(block.text));
    block.text = std::move(pieces.front());
    std::vector<Block> rest;
    std::transform(pieces.begin() + 1, pieces.end(), std::back_inserter(rest),
                   [&](Spans& piece) { return rest_of(block, std::move(piece)); });
    block.children = within_limits(std::move(block.children));
    if (holds_rest(block.kind))
        block.children.insert(block.children.begin(), rest.begin(), rest.end());
    else if (!rest.empty())
        rest.back().children = std::exchange(block.children, {});
    bool const rest_follows = !holds_rest(block.kind);
    all.push_back(std::move(block));
    if (rest_follows)
        std::move(rest.begin(), rest.end(), std::back_inserter(all));
}

}  // namespace

std::vector<Block> within_limits(std::vector<Block> blocks)
{
    std::vector<Block> all;
    for (auto& block : blocks) {
        if (block.kind == BlockKind::table)
            add_table(all, std::move(block));
        else
            add_block(all, std::move(block));
    }
    return all;
}

}  // namespace rmirror::targets::notion
