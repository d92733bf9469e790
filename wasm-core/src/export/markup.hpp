// SPDX-License-Identifier: AGPL-3.0-or-later
// Text that a person typed, made safe to stand inside a document of another language.
#pragma once

#include <string>
#include <string_view>

namespace rmirror {

/// As XML text or attribute: markup escaped, what XML 1.0 forbids left out.
std::string to_xml(std::string_view text);

/// As inline Markdown: nothing in it is read as CommonMark or HTML. Links ("[[Page]]") and tags ("#idea")
/// that Obsidian reads stay as they were typed. Line breaks and control characters become spaces.
/// `at_line_start` also disarms what only begins a line.
std::string to_inline_markdown(std::string_view text, bool at_line_start);

}  // namespace rmirror
