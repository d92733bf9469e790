// SPDX-License-Identifier: AGPL-3.0-or-later
// The dialect of shared/ocr/instructions.md as Markdown that every reader takes the same way: two spaces a
// level whatever the mark, one line a line of the page, tables as wide as their widest row, numbers as they
// are written.
#pragma once

#include <string>
#include <string_view>

namespace rmirror::targets::notion {

/// At the beginning of each line of a paragraph, so that it is read as nothing else. A blank follows.
constexpr char kLineSign = '\x1e';
/// Around the mark of a list item at the beginning of its text: "-", "12.", "3)"; then "x" or "o" for a box.
/// A blank follows.
constexpr char kItemSign = '\x1f';
/// What a fence says around a formula.
constexpr std::string_view kFormulaFence = "rmirror-formula";

/// `clean` is what clean_text() leaves, so none of the signs above is in it.
std::string standard_markdown(std::string_view clean);

}  // namespace rmirror::targets::notion
