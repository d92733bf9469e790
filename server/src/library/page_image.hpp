// SPDX-License-Identifier: AGPL-3.0-or-later
// A page's picture: stored, and queued to be read when all of its parts are there.
#pragma once

#include "base/ids.hpp"
#include "blobs/png.hpp"
#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "quota/quota.hpp"

#include <pqxx/result>

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::library {

struct PageName {
    std::string notebook_uuid;
    std::string page_uuid;
};

/// Where a picture lies on the page, in page units (1/227 inch).
struct PagePlace {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

struct PageImage {
    PageName page;
    std::string ink_hash;  // Of the page as it is drawn here.
    PagePlace place;
    int part = 1;
    int part_count = 1;
    std::string sha256;
    PngSize size;
};

enum class Storing {
    no_such_page,
    outdated,         // The page looks different by now, or nobody announced this look.
    too_many_pixels,  // With the page's other parts.
    incomplete,
    queued,
    deferred,  // Stored, but there is no quota to have it read.
};

/// Whether the image is in the library now.
constexpr bool is_stored(Storing outcome)
{
    return outcome == Storing::incomplete || outcome == Storing::queued || outcome == Storing::deferred;
}

struct Stored {
    Storing outcome = Storing::no_such_page;
    std::string answer;  // `StoredImage` of the contract, as JSON, of the last three.
};

/// Sending the same again changes nothing. Throws BlobFailure and LibraryFull; then nothing has changed
/// either. The store is asked while no transaction is open.
Stored store_page_image(db::Pool& pool, BlobStore& blobs, quota::Rules const& rules, UserId const& user_id,
                        PageImage const& image, std::string_view content);

struct ImageFound {
    BlobKey blob;
    std::string media_type;
};

/// Of rows with the hash, the copy and the media type of a blob; nothing when there is none.
std::optional<ImageFound> image_found(pqxx::result const& rows, UserId const& user_id);

/// The picture of the page that is stored at present. The blob stays for some minutes when it is replaced.
std::optional<ImageFound> find_page_image(db::Pool& pool, UserId const& user_id, PageName const& page,
                                          int part);

}  // namespace rmirror::library
