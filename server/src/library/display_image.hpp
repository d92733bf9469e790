// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages as the tablet shows them: one picture a page, for people to look at. They are the first to go when a
// library's storage is full.
#pragma once

#include "blobs/png.hpp"
#include "library/page_image.hpp"
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

/// `Storing::queued` when it is stored; nothing is read of it. Sending the same again changes nothing. Throws
/// BlobFailure and LibraryFull; then nothing has changed either. The store is asked while no transaction is
/// open.
Storing store_display_image(db::Pool& pool, BlobStore& blobs, quota::Rules const& rules,
                            UserId const& user_id, DisplayImage const& image, std::string_view content);

/// The blob stays for some minutes when it is replaced.
std::optional<ImageFound> find_display_image(db::Pool& pool, UserId const& user_id, PageName const& page);

/// The store has lost its bytes: the next manifest with the page asks for it.
void want_display_image_again(db::Pool& pool, UserId const& user_id, PageName const& page,
                              BlobKey const& lost);

/// Removes those of other notebooks than are to be kept: of "none", of "notebooks", or of "all" documents.
void keep_display_images(LibraryWork& work, std::string const& which);

/// Display images leave a part of the storage to what is read, so that they are not sent and removed in
/// turns.
bool has_room_for_display(quota::Allowance const& storage, std::int64_t bytes = 0);

/// Bytes that make_room_for() can free.
std::int64_t bytes_for_display(pqxx::work& work, UserId const& user_id);

/// Removes display images, those of what was worked on longest ago first, until `more` bytes fit or none is
/// left. Returns how the storage is then.
quota::LibraryUsage make_room_for(LibraryWork& work, quota::Rules const& rules, std::int64_t more);

}  // namespace rmirror::library
