// SPDX-License-Identifier: AGPL-3.0-or-later
// What an export says of a page, brought into the account that it is imported into
// (docs/decisions/0099-an-export-is-the-same-bytes-again.md).
#pragma once

#include "library/documents/document.hpp"
#include "library/todos.hpp"
#include "library/work.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::library {

constexpr std::array<std::string_view, 2> kAuthors = {"person", "transcription"};

/// Times are as input::is_time() takes them.
struct ImportedTranscription {
    std::string ink_hash;  // Of the handwriting that was transcribed.
    std::string text;
    std::optional<double> confidence;
    std::optional<std::string> language;
    std::optional<std::string> completed_at;
    std::string lines;  // The format of pages.ocr_lines.
};

struct ImportedDocument {
    std::string content;
    std::string base;    // The transcription that it was last merged with.
    std::string author;  // One of kAuthors.
    std::optional<std::string> saved_at;
    std::optional<std::string> began_at;
    std::vector<DocumentConflict> conflicts;
};

struct ImportedTodo {
    TodoSource source = TodoSource::handwriting;
    FoundTodo found;
    bool is_completed = false;
};

struct ImportedHighlight {
    std::int64_t ordinal = 0;
    std::string original_text;
    std::optional<std::string> corrected_text;
    std::string note;
    bool is_rejected = false;  // Of pen marks.
};

struct ImportedPage {
    std::string notebook_uuid;
    std::string page_uuid;
    std::optional<std::string> created_at;
    bool shows_look = false;  // As in pages.
    std::optional<ImportedTranscription> transcription;
    std::optional<ImportedDocument> document;
    std::string versions;             // JSON: [{id, author, name, content, saved_at, created_at}].
    std::vector<ImportedTodo> todos;  // Of each source in their order.
    std::vector<ImportedHighlight> highlights;
};

/// Adds what the page lacks. A text that it has stays, as do corrections of highlights and to-dos that were
/// changed since they were found, and versions are added to those that it has; so a repetition changes
/// nothing. A transcription costs nothing, and the handwriting that it is of isn't transcribed again. Returns
/// whether the page has the imported text now; nullopt if there is no such page.
std::optional<bool> import_page(LibraryWork& work, ImportedPage const& page);

}  // namespace rmirror::library
