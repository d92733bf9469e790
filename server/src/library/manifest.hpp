// SPDX-License-Identifier: AGPL-3.0-or-later
// What a device says it holds: notebooks and their pages, as columns ready for the database.
#pragma once

#include "db/array_text.hpp"
#include "http/json_body.hpp"

namespace rmirror {

/// The most a manifest may hold. A library of 50,000 pages is some seven megabytes.
constexpr std::size_t kManifestBytes = 32U << 20U;
constexpr std::size_t kMostNotebooks = 20'000;
constexpr std::size_t kMostPages = 200'000;

struct NotebookColumns {
    ArrayText notebook_uuid, document_type, visible_name, parent_uuid, is_trashed, is_pinned, orientation,
        tags, authors, last_modified, last_opened;
};

struct PageColumns {
    ArrayText notebook_uuid, page_uuid, page_number, ink_hash, has_ink, typed_text, tags;
};

struct HighlightColumns {
    ArrayText notebook_uuid, page_uuid, ordinal, original_text, color, rects, text_hash;
};

struct Manifest {
    bool is_whole_library = false;  // What it does not name is gone.
    NotebookColumns notebooks;
    PageColumns pages;
    HighlightColumns highlights;
    ArrayText deleted_notebooks;
};

/// Nothing, and the `refusal`, when it is not as the contract has it.
std::optional<Manifest> read_manifest(http::Request const& request, std::optional<http::Reply>& refusal);

}  // namespace rmirror
