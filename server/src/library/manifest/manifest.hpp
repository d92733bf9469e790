// SPDX-License-Identifier: AGPL-3.0-or-later
// A device's manifest: the notebooks and pages that it has, as columns ready for the database.
#pragma once

#include "db/array_text.hpp"
#include "input/json_reader.hpp"

namespace rmirror::library {

/// Limits of a manifest. A library of 50,000 pages takes about seven megabytes.
constexpr std::size_t kManifestBytes = 32U << 20U;
constexpr std::size_t kMaxNotebooks = 20'000;
constexpr std::size_t kMaxPages = 200'000;

struct NotebookColumns {
    ArrayText notebook_uuid, document_type, visible_name, parent_uuid, is_trashed, is_pinned, orientation,
        tags, authors, last_modified, last_opened, title, is_repeat;
};

struct PageColumns {
    ArrayText notebook_uuid, page_uuid, page_number, ink_hash, look_hash, has_ink, typed_text, typed_markdown,
        tags, unreadable_parts, emphasised;
};

/// `mark`, `sentence` and `heading` are null for text that was highlighted as such on the tablet;
/// `repaired_text` and `confidence` for pen marks, and for highlights of which the device has no printed
/// text.
struct HighlightColumns {
    ArrayText notebook_uuid, page_uuid, ordinal, original_text, color, rects, text_hash, mark, sentence,
        heading, repaired_text, confidence;
};

/// Pages whose print the device can't read, so that it doesn't know their pen marks.
struct UnreadPrintColumns {
    ArrayText notebook_uuid, page_uuid;
};

struct Manifest {
    bool is_whole_library = false;  // Deletes everything that it doesn't name.
    NotebookColumns notebooks;
    PageColumns pages;
    HighlightColumns highlights;
    UnreadPrintColumns unread_print;
    ArrayText deleted_notebooks;
};

/// Parses a `Manifest` of shared/openapi.yaml. `fields` records what is invalid; then the result must not be
/// used.
Manifest read_manifest(input::JsonReader& fields);

}  // namespace rmirror::library
