// SPDX-License-Identifier: AGPL-3.0-or-later
// Notes: pages that people write here, without a tablet. Each is a notebook of type `notes` with one page,
// whose document is what was written. The notebook, the page and the document have the same id. Devices can't
// change notes.
#pragma once

#include "library/documents/document.hpp"
#include "quota/quota.hpp"

#include <optional>
#include <string>
#include <variant>

namespace rmirror::library {

struct NewNote {
    std::optional<std::string> id = {};  // A UUID that the client chose, so that it can repeat the request.
    std::optional<std::string> folder_uuid = {};  // nullopt, or not that of a folder: the note is at the top.
    std::string content = {};
};

struct CreatedNote {
    Document document;
    bool is_new = true;  // Otherwise it was created before, and stays as it is.
};

enum class NoNote {
    id_is_taken,  // By something else in the user's library.
    deleted,      // The note was deleted.
};

std::variant<CreatedNote, NoNote> create_note(LibraryWork& work, NewNote const& note);

enum class NoteDeletion { done };

/// Deletes a note. It can be restored as a notebook can.
std::variant<NoteDeletion, Stale> delete_note(LibraryWork& work, quota::Rules const& rules,
                                              Document const& note, Precondition const& is_met);

}  // namespace rmirror::library
