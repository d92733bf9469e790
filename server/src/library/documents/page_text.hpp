// SPDX-License-Identifier: AGPL-3.0-or-later
// The transcribed text of pages in the library.
#pragma once

#include "base/ids.hpp"
#include "library/work.hpp"
#include "ocr/provider.hpp"

#include <optional>
#include <string>

namespace rmirror::library {

struct PageLook {
    PageId page_id;
    std::optional<std::string> ink_hash;  // The look that was read; nullopt: that of the page's image.
};

/// Stores text and to-dos, merges the text into the document of a corrected page, and wakes waiting pages
/// with the same look or images, which get the text immediately. The page becomes `completed` unless it has
/// another look by now; if its ink was erased meanwhile, nothing is written. Its drawings are cut out
/// already.
void write_page_text(LibraryWork& work, PageLook const& look, ocr::PageText read);

/// The handwriting of these pages (a PostgreSQL array of their ids) was erased, and their transcriptions with
/// it. What a person wrote in their documents stays.
void forget_page_texts(LibraryWork& work, std::string const& pages);

/// The text of exactly this look, or else of exactly these images, if any page of the user was read with it.
std::optional<ocr::PageText> known_page_text(LibraryWork& work, PageLook const& look);

/// Whether another page of the user with the same look, or the same images, is being read at this moment.
bool is_identical_page_being_read(LibraryWork& work, PageLook const& look);

}  // namespace rmirror::library
