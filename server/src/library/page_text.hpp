// SPDX-License-Identifier: AGPL-3.0-or-later
// What was read of a page, in the library.
#pragma once

#include "base/ids.hpp"
#include "library/work.hpp"
#include "ocr/provider.hpp"

#include <optional>
#include <string>

namespace rmirror::library {

struct PageLook {
    PageId page_id;
    std::optional<std::string> ink_hash;  // How it looked when it was read; nothing: as its picture does.
};

/// Writes text and todos, and lets pages with the same look or pictures have the text at once. The page
/// becomes `completed` unless it looks different by now; where its ink was erased meanwhile, nothing is
/// written.
void write_page_text(LibraryWork& work, PageLook const& look, ocr::PageText read);

/// The text of this very look, or else of the very same pictures, when any page of the user's was read so.
std::optional<ocr::PageText> known_page_text(LibraryWork& work, PageLook const& look);

/// Whether another page of the user's that looks the same, or has the same pictures, is being read at this
/// moment.
bool is_twin_being_read(LibraryWork& work, PageLook const& look);

}  // namespace rmirror::library
