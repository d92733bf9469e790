// SPDX-License-Identifier: AGPL-3.0-or-later
// Documents: the texts of pages, as Markdown (docs/decisions/0085).
//
// A page's document is what was transcribed until a person changes it. From then on it is the person's, and
// what is transcribed later is merged into it, line by line.
#pragma once

#include "base/ids.hpp"
#include "library/work.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rmirror::library {

constexpr std::size_t kMaxDocumentBytes = 1'000'000;

/// A line that a person and a later transcription changed in different ways, or that one of them removed
/// (nullopt).
struct DocumentConflict {
    std::optional<std::string> mine;
    std::optional<std::string> theirs;

    bool operator==(DocumentConflict const&) const = default;
};

/// As pages.document_conflicts stores them; nullopt if there are none.
std::optional<std::string> conflicts_json(std::vector<DocumentConflict> const& conflicts);

struct Document {
    std::string etag;  // SHA-256 of the content, in hex.
    std::string json;  // `Document` of shared/openapi.yaml.
    std::string notebook_uuid;
    bool is_note = false;  // Of no page of a tablet (library/notes).
};

enum class NoDocument {
    unknown_page,
    deleted_page,  // Its document can't be changed any more.
};

/// An empty id is that of no page.
std::variant<Document, NoDocument> find_document(pqxx::work& work, UserId const& user_id,
                                                 PageId const& page_id);

/// Whether the caller knows the content with this etag, so that nothing is overwritten unseen.
using Precondition = std::function<bool(std::string_view etag)>;

/// The precondition wasn't met. Nothing was changed.
struct Stale {
    Document current;
};

using Saved = std::variant<Document, Stale, NoDocument>;

struct DocumentChange {
    std::string content;
    std::vector<DocumentConflict> settled;  // Conflicts that the person decided to leave as they are.
};

/// The text becomes the person's. Its to-dos are found again, and a note is called what its first line says.
Saved save_document(LibraryWork& work, PageId const& page_id, Precondition const& is_met,
                    DocumentChange const& change);

/// The document is again what was transcribed. The person's text stays as a version.
Saved undo_correction(LibraryWork& work, PageId const& page_id, Precondition const& is_met);

/// Writes the first text of a page that has none and was just created.
Document begin_document(LibraryWork& work, PageId const& page_id, std::string const& content);

/// Merges what was transcribed (empty: the handwriting was erased) into the document of a page that a person
/// corrected; false if none did. Where both changed a line, the person's stays, and the transcription is kept
/// as a version.
bool merge_transcription(LibraryWork& work, PageId const& page_id, std::string const& transcription);

}  // namespace rmirror::library
