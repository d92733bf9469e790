// SPDX-License-Identifier: AGPL-3.0-or-later
// Stores the bytes of an image and uses them, in the steps that stored_blobs.hpp describes.
#pragma once

#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "library/work.hpp"
#include "quota/library_usage.hpp"

#include <string>
#include <string_view>

namespace rmirror::library {

/// What stored bytes are used for.
class BlobUse {
public:
    BlobUse() = default;
    BlobUse(BlobUse const&) = delete;
    BlobUse& operator=(BlobUse const&) = delete;
    virtual ~BlobUse() = default;

    /// Whether the bytes are wanted. Called before they are stored, without the library's lock, and again
    /// with it.
    virtual bool is_wanted(pqxx::work& work) = 0;
    /// Called without the lock, before bytes are stored. Throws LibraryFull where make_room() would.
    virtual void expect_room(pqxx::work& work, quota::LibraryUsage const& usage) = 0;
    /// Called with the lock, when they are stored. Throws LibraryFull.
    virtual void make_room(LibraryWork& work, quota::LibraryUsage const& usage) = 0;
    /// `blob_id`: the bytes' row in `blobs`.
    virtual void use(LibraryWork& work, std::string const& blob_id) = 0;
};

struct PictureBytes {
    std::string const& sha256;
    std::string_view content;
};

/// Stores the bytes, then uses them. False: they aren't wanted, and nothing has changed. Throws BlobFailure
/// and LibraryFull; then nothing has changed either. Never calls the store inside a transaction.
bool store_and_use(db::Pool& pool, BlobStore& blobs, quota::Rules const& rules, UserId const& user_id,
                   PictureBytes const& picture, BlobUse& use);

}  // namespace rmirror::library
