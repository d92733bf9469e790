// SPDX-License-Identifier: AGPL-3.0-or-later
// Files that people attach to documents. The client puts the bytes into the store itself, at an address that
// is good for one file of one type and size. Only then are they read, compared with what was announced, and
// stored once more under a name that nobody else can write; so what is served is what was checked.
#pragma once

#include "base/ids.hpp"
#include "blobs/store.hpp"
#include "library/images/uploads.hpp"
#include "library/work.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace rmirror::library {

constexpr std::size_t kMaxAttachmentBytes = 25'000'000;
constexpr std::chrono::seconds kAddressValid{600};

struct AttachmentFacts {
    PageId page_id;
    std::string file_name;  // Without folders.
    std::string content_type;
    std::string sha256;  // 64 lower-case hex digits.
    std::size_t bytes = 0;
};

/// A file that may arrive.
struct Upload {
    std::string id;
    AttachmentFacts facts;
    BlobKey key;             // Where it is to be put.
    std::string expires_at;  // Its address (RFC 3339). What was put there in time can still be completed.
    bool is_expired = false;
};

/// nullopt if there is no such page, or it was deleted. Throws LibraryFull.
std::optional<Upload> announce_upload(pqxx::work& work, quota::Rules const& rules, UserId const& user_id,
                                      AttachmentFacts const& facts);

/// Of a file that isn't complete.
std::optional<Upload> find_upload(pqxx::work& work, UserId const& user_id, std::string const& id);

enum class Incomplete {
    unknown,  // There is no such upload, or its page was deleted.
    missing,  // Nothing has arrived.
    other,    // What arrived has another size or hash. It was given up.
};

/// The attachment as JSON. An upload that is already complete is one once more. Throws LibraryFull, and
/// BlobFailure if the store doesn't respond; the upload can then be completed later. `nth` is for clients
/// that may repeat themselves, also at the same time: if the page has so many files of this name and content
/// already, nothing is attached, and the answer is the one in that place.
std::variant<std::string, Incomplete> complete_upload(db::Pool& pool, BlobStore& blobs, Uploads& uploads,
                                                      UserId const& user_id, std::string const& id,
                                                      std::optional<std::int64_t> nth = std::nullopt);

struct StoredAttachment {
    std::string file_name;
    std::string content_type;
    BlobKey blob;
    std::string json;  // `Attachment` of shared/openapi.yaml.
};

std::optional<StoredAttachment> find_attachment(pqxx::work& work, UserId const& user_id,
                                                std::string const& id);

/// JSON: those of a page, oldest first. Without drawings, which belong to its text.
std::string list_attachments(pqxx::work& work, UserId const& user_id, PageId const& page_id);

/// False if there is none.
bool remove_attachment(LibraryWork& work, std::string const& id);

}  // namespace rmirror::library
