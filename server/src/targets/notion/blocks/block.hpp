// SPDX-License-Identifier: AGPL-3.0-or-later
// Blocks of a Notion page, as far as a mirror of a notebook needs them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rmirror::targets::notion {

/// A run of text with one format, in UTF-8. "\n" is a line break within a block.
struct Span {
    std::string text;
    bool bold = false;
    bool italic = false;
    bool struck = false;
    bool code = false;
    /// The text is LaTeX.
    bool is_formula = false;
    /// Empty if the text isn't a link.
    std::string link = {};

    bool operator==(Span const&) const = default;
};

using Spans = std::vector<Span>;

enum class BlockKind {
    paragraph,
    heading_1,
    heading_2,
    heading_3,
    bulleted,
    numbered,
    to_do,
    quote,
    code,
    divider,
    formula,
    table,
    table_row,
    callout,
    image,
    toggle,
    /// A kind that the server never writes; `other` names it.
    other,
};

struct Block {
    BlockKind kind = BlockKind::paragraph;
    /// For an image its caption; for a formula one span with the LaTeX.
    Spans text = {};
    /// For a table its rows.
    std::vector<Block> children = {};
    /// For a to-do.
    bool is_checked = false;
    /// For code: a name from Notion's list; empty for plain text.
    std::string language = {};
    /// For a table row.
    std::vector<Spans> cells = {};
    /// For a table; `width` is the number of cells in each row.
    bool has_header = false;
    std::size_t width = 0;
    /// For an image to write, never set on read blocks. Empty: the current picture stays.
    std::string upload_id = {};
    /// Such as "yellow_background"; empty for the default colour.
    std::string color = {};
    /// Names what was read and isn't represented above: an unknown kind, coloured words, a mention. Empty in
    /// blocks that the server writes.
    std::string other = {};

    bool operator==(Block const&) const = default;
};

/// Merges neighbouring spans with the same format and drops empty ones.
Spans joined(Spans const& spans);

/// The text without its format.
std::string plain_text(Spans const& spans);

/// 16 hexadecimal digits for a block's content without its children. A block that was written and the same
/// block read back have the same hash. Images differ only by their captions, because Notion never returns an
/// upload's id.
std::string hash_of(Block const& block);

}  // namespace rmirror::targets::notion
