// SPDX-License-Identifier: AGPL-3.0-or-later
// Converts the dialect of shared/ocr/instructions.md to Markdown that all readers read in the same way: two
// spaces per level with any mark, one line per line of the page, tables as wide as their widest row, numbers
// as written.
#pragma once

#include <string>
#include <string_view>

namespace rmirror::targets::notion {

/// Starts each line of a paragraph, so that it isn't read as anything else. A blank follows.
constexpr char kLineMarker = '\x1e';
/// Encloses the mark of a list item at the start of its text: "-", "12." or "3)", then "x" or "o" for a box.
/// A blank follows.
constexpr char kItemMarker = '\x1f';
/// The info string of a fence around a formula.
constexpr std::string_view kFormulaFence = "rmirror-formula";

/// `clean` is the output of clean_text(), so it contains none of the signs above.
std::string normalize_markdown(std::string_view clean);

}  // namespace rmirror::targets::notion
