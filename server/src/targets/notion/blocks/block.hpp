// SPDX-License-Identifier: AGPL-3.0-or-later
// Blocks of a page in Notion, as far as a mirror of a notebook needs them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rmirror::targets::notion {

/// A piece of text that looks the same from its beginning to its end. UTF-8; "\n" is a break within a block.
struct Span {
    std::string text;
    bool bold = false;
    bool italic = false;
    bool struck = false;
    bool code = false;
    /// The text is LaTeX.
    bool is_formula = false;
    /// Empty where the text is no link.
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
    /// What we never write; `other` says what it is.
    other,
};

struct Block {
    BlockKind kind = BlockKind::paragraph;
    /// Of an image its caption, of a formula one span with the LaTeX.
    Spans text = {};
    /// Of a table its rows.
    std::vector<Block> children = {};
    /// Of a to-do.
    bool is_checked = false;
    /// Of code, a word of Notion's list; empty for plain text.
    std::string language = {};
    /// Of a row of a table.
    std::vector<Spans> cells = {};
    /// Of a table, and how many cells each of its rows has.
    bool has_header = false;
    std::size_t width = 0;
    /// Of an image that is to be written; never read back. Empty where the picture that stands there stays.
    std::string upload_id = {};
    /// "yellow_background" and the like; empty for the colour that a block has anyway.
    std::string color = {};
    /// What is read and has no place above: an unknown kind, coloured words, a mention. Empty in what we
    /// write.
    std::string other = {};

    bool operator==(Block const&) const = default;
};

/// The same look next to each other in one span, none of them empty.
Spans joined(Spans const& spans);

/// All words, without what makes them look as they do.
std::string plain_text(Spans const& spans);

/// 16 hexadecimal digits for what a block says without its children: the same for a block that was written
/// and for what is read back of it. Pictures are all the same but for their captions, because Notion never
/// names an upload.
std::string hash_of(Block const& block);

}  // namespace rmirror::targets::notion
