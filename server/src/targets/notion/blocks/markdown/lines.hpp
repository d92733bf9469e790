// SPDX-License-Identifier: AGPL-3.0-or-later
// Recognizes what a single line of Markdown begins.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::notion {

/// In columns; tab stops are at multiples of four.
std::size_t indent_of(std::string_view line);

std::string_view trimmed(std::string_view line);

/// A mark "- ", "12. " or "3) " at the start of a trimmed line, and the text after it.
struct ListMark {
    /// "-", "12." or "3)"; empty if the line has none.
    std::string_view mark;
    std::string_view rest;

    bool is_number() const { return !mark.empty() && mark.size() > 1; }
};
ListMark list_mark(std::string_view line);

/// The number of "#"; 0 if the line isn't a heading.
std::size_t heading_level(std::string_view line);

/// Such as "---" or "* * *".
bool is_divider(std::string_view line);

/// The opening "```" or "~~~~"; empty if there is none.
std::string_view fence_of(std::string_view line);

/// Such as "|---|:-:|", between a table's head and its rows.
bool is_delimiter_row(std::string_view line);

std::vector<std::string> cells_of(std::string_view line);

/// "$$x$$" without its marks, if nothing else is on the line; empty otherwise.
std::string_view formula_of(std::string_view line);

/// Escapes what md4c would read as a mark and the dialect doesn't: a "$" that isn't part of a formula, such
/// as in a price (a formula ends on its line, neither begins nor ends with a blank, and isn't followed by a
/// digit), and "~" unless there are two.
std::string with_plain_signs(std::string_view line);

}  // namespace rmirror::targets::notion
