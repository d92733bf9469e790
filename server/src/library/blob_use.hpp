// SPDX-License-Identifier: AGPL-3.0-or-later
// Storing the bytes of a picture and using them, in the steps that stored_blobs.hpp describes.
#pragma once

#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "library/work.hpp"
#include "quota/library_usage.hpp"

#include <string>
#include <string_view>

namespace rmirror::library {

/// What the bytes are for.
class BlobUse {
public:
    BlobUse() = default;
    BlobUse(BlobUse const&) = delete;
    BlobUse& operator=(BlobUse const&) = delete;
    virtual ~BlobUse() = default;

    /// Whether the bytes are wanted. Asked before they are stored, without the lock, and again with it.
    virtual bool is_wanted(pqxx::work& work) = 0;
    /// Of bytes that would be stored, without the lock. Throws LibraryFull where make_room() would.
    virtual void expect_room(pqxx::work& work, quota::LibraryUsage const& usage) = 0;
    /// The same with the lock, once they are stored. Throws LibraryFull.
    virtual void make_room(LibraryWork& work, quota::LibraryUsage const& usage) = 0;
    /// `blob_id`: their row in `blobs`.
    virtual void use(LibraryWork& work, std::string const& blob_id) = 0;
};

struct PictureBytes {
    std::string const& sha256;
    std::string_view content;
};

/// Uses the bytes once they are stored. False: they are not wanted, and nothing has changed. Throws
/// BlobFailure and LibraryFull; then nothing has changed either. The store is asked while no transaction is
/// open.
bool store_and_use(db::Pool& pool, BlobStore& blobs, quota::Rules const& rules, UserId const& user_id,
                   PictureBytes const& picture, BlobUse& use);

}  // namespace rmirror::library
