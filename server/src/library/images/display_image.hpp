// SPDX-License-Identifier: AGPL-3.0-or-later
// Display images: pages as the tablet shows them, one image per page, for users to look at. They are removed
// first if a library's storage is full.
#pragma once

#include "blobs/png.hpp"
#include "library/images/page_image.hpp"
#include "library/work.hpp"
#include "quota/library_usage.hpp"

namespace rmirror::library {

struct DisplayImage {
    PageName page;
    std::string look_hash;
    PagePlace place;
    std::string sha256;
    PngSize size;
};

/// `Storing::queued` if it is stored; it isn't transcribed. Idempotent. Throws BlobFailure and LibraryFull;
/// then nothing has changed. Never calls the store inside a transaction.
Storing store_display_image(Uploads& uploads, UserId const& user_id, DisplayImage const& image,
                            std::string_view content);

/// The blob stays for some minutes after the image is replaced.
std::optional<ImageFound> find_display_image(pqxx::work& work, UserId const& user_id, PageName const& page);

/// For an image whose bytes the store has lost: the next manifest with the page requests it.
void request_display_image(db::Pool& pool, UserId const& user_id, PageName const& page, BlobKey const& lost);

/// Removes the display images of all documents but those in `which`: "none", "notebooks" or "all".
void prune_display_images(LibraryWork& work, std::string const& which);

/// Whether `bytes` more fit into the part of the storage that display images may use. They leave the rest to
/// images that are transcribed, so that display images aren't uploaded and removed in turns.
bool has_room_for_display(quota::Allowance const& storage, std::int64_t bytes = 0);

/// Bytes that make_room_for() can free.
std::int64_t bytes_for_display(pqxx::work& work, UserId const& user_id);

/// Removes display images, those of the least recently modified notebooks first, until `more` bytes fit or
/// none is left. Returns the usage afterwards.
quota::LibraryUsage make_room_for(LibraryWork& work, quota::Rules const& rules, std::int64_t more);

}  // namespace rmirror::library
