// SPDX-License-Identifier: AGPL-3.0-or-later
// Drawings that were cut out of a page's image for its transcription: attachments of the page, which a text
// shows as it shows any image, and which go when no text of the page shows them any more.
#pragma once

#include "base/ids.hpp"
#include "library/images/uploads.hpp"
#include "library/work.hpp"

#include <optional>
#include <string>

namespace rmirror::library {

/// The id of the drawing's attachment, of the one with the same bytes if the page has it already. nullopt if
/// the page was deleted. Throws LibraryFull and BlobFailure.
std::optional<std::string> keep_drawing(Uploads& uploads, UserId const& user_id, PageId const& page_id,
                                        std::string const& png);

/// A text of another page for this one: with drawings of its own, of the same bytes.
std::string with_own_drawings(LibraryWork& work, PageId const& page_id, std::string markdown);

/// Removes the page's drawings that neither its transcription nor its document shows.
void remove_unshown_drawings(LibraryWork& work, PageId const& page_id);

}  // namespace rmirror::library
