// SPDX-License-Identifier: AGPL-3.0-or-later
// Escapes typed text for use inside documents of other formats.
#pragma once

#include <string>
#include <string_view>

namespace rmirror {

/// As XML text or attribute value: markup is escaped, and characters not allowed in XML 1.0 are removed.
std::string to_xml(std::string_view text);

/// As inline Markdown: nothing is parsed as CommonMark or HTML markup. Obsidian links ("[[Page]]") and tags
/// ("#idea") remain as typed. Line breaks and control characters become spaces. `at_line_start` also escapes
/// what is only special at the start of a line.
std::string to_inline_markdown(std::string_view text, bool at_line_start);

}  // namespace rmirror
