// SPDX-License-Identifier: AGPL-3.0-or-later
// What a note is called: tests/note-titles.json has examples, which web/src/data/documents/note-title.ts
// passes too.
#pragma once

#include <string>
#include <string_view>

namespace rmirror::library {

/// The first line of a Markdown text that has words, without its marks and with at most 100 characters;
/// "Note" if there is none.
std::string note_title(std::string_view markdown);

}  // namespace rmirror::library
