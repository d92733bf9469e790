// SPDX-License-Identifier: AGPL-3.0-or-later
// What a line of Markdown begins, by itself.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::notion {

/// In columns: a tab goes on to the next multiple of four.
std::size_t indent_of(std::string_view line);

std::string_view trimmed(std::string_view line);

/// "- ", "12. " or "3) " at the beginning of a trimmed line, and what follows it.
struct ListMark {
    /// "-", "12." or "3)"; empty when the line begins with none.
    std::string_view mark;
    std::string_view rest;

    bool is_number() const { return !mark.empty() && mark.size() > 1; }
};
ListMark list_mark(std::string_view line);

/// How many: "# " has one; 0 when the line is no heading.
std::size_t heading_level(std::string_view line);

/// "---", "* * *"
bool is_divider(std::string_view line);

/// "```" or "~~~~" as it stands at the beginning; empty when there is none.
std::string_view fence_of(std::string_view line);

/// "|---|:-:|", between the head of a table and its rows.
bool is_delimiter_row(std::string_view line);

std::vector<std::string> cells_of(std::string_view line);

/// "$$x$$" without its marks, where nothing else is on the line.
std::string_view formula_of(std::string_view line);

/// With a backslash before what md4c would take for a mark and the dialect doesn't: a "$" of a price (a
/// formula ends on its line, neither begins nor ends with a blank, and no digit follows it), and "~" unless
/// there are two.
std::string with_plain_signs(std::string_view line);

}  // namespace rmirror::targets::notion
