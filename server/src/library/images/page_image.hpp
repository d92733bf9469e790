// SPDX-License-Identifier: AGPL-3.0-or-later
// Stores a page's image, and queues the page for transcription when all parts are there.
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

class Uploads;

struct PageName {
    std::string notebook_uuid;
    std::string page_uuid;
};

/// The position of an image on the page, in page units (1/227 inch).
struct PagePlace {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

struct PageImage {
    PageName page;
    std::string ink_hash;  // Of the page as this image shows it.
    PagePlace place;
    int part = 1;
    int part_count = 1;
    std::string sha256;
    PngSize size;
};

enum class Storing {
    no_such_page,
    outdated,         // The page has another look by now, or no manifest announced this one.
    too_many_pixels,  // Together with the page's other parts.
    incomplete,
    queued,
    deferred,  // Stored, but there is no quota to transcribe it.
};

/// Whether the image is in the library now.
constexpr bool is_stored(Storing outcome)
{
    return outcome == Storing::incomplete || outcome == Storing::queued || outcome == Storing::deferred;
}

struct Stored {
    Storing outcome = Storing::no_such_page;
    std::string answer;  // `StoredImage` of shared/openapi.yaml as JSON, for the last three.
};

/// Idempotent. Throws BlobFailure and LibraryFull; then nothing has changed. Never calls the store inside a
/// transaction.
Stored store_page_image(Uploads& uploads, UserId const& user_id, PageImage const& image,
                        std::string_view content);

struct ImageFound {
    BlobKey blob;
    std::string media_type;
};

/// From rows of a blob's hash, copy and media type; nullopt if there are none.
std::optional<ImageFound> image_found(pqxx::result const& rows, UserId const& user_id);

/// The page's stored image. Its blob stays for some minutes after it is replaced.
std::optional<ImageFound> find_page_image(pqxx::work& work, UserId const& user_id, PageName const& page,
                                          int part);

}  // namespace rmirror::library
