// SPDX-License-Identifier: AGPL-3.0-or-later
// Stores the bytes of images and uses them, in the steps that stored_blobs.hpp describes. Uploads of one user
// that come at the same time share transactions: they would only wait for each other's lock and commit.
#pragma once

#include "base/threads/batches.hpp"
#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "library/images/stored_blobs.hpp"
#include "library/work.hpp"
#include "quota/library_usage.hpp"
#include "quota/quota.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::library {

/// More than the rows of one image take in the storage that is counted.
constexpr std::int64_t kMaxRowBytes = 2'000;

/// What the uploads of one transaction share.
class UploadContext {
public:
    UploadContext(LibraryWork& work, quota::Rules const& rules) : work_(work), rules_(rules) {}

    LibraryWork& work() const { return work_; }
    bool has_reader();
    /// As JSON. For finish(), because each use() may change it.
    std::string const& quota();
    /// At least what is used: read once, then estimated from what has been added.
    quota::LibraryUsage const& usage();
    void add_to_usage(std::int64_t bytes);

private:
    LibraryWork& work_;
    quota::Rules const& rules_;
    std::optional<bool> has_reader_;
    std::optional<std::string> quota_;
    std::optional<quota::LibraryUsage> usage_;
};

/// What stored bytes are used for. Each function may be called again, if its transaction is repeated.
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
    virtual void use(UploadContext& context, std::string const& blob_id) = 0;
    /// Called after the last use() of the transaction.
    virtual void finish(UploadContext& context) = 0;
};

struct PictureBytes {
    std::string const& sha256;
    std::string_view content;
    std::string media_type = "image/png";
};

/// Replaced and unfinished bytes stay stored for a while: replacing one again and again must not fill the
/// disk. Throws LibraryFull.
void expect_room_in_transit(quota::LibraryUsage const& usage);

class Uploads {
public:
    Uploads(db::Pool& pool, BlobStore& blobs, quota::Rules const& rules);

    quota::Rules const& rules() const { return rules_; }

    /// Stores the bytes, then uses them. False: they aren't wanted, and nothing has changed. Throws
    /// BlobFailure and LibraryFull; then nothing has changed either. Never calls the store inside a
    /// transaction. Other threads may call `use`, while this one waits.
    bool store(UserId const& user_id, PictureBytes const& picture, BlobUse& use);

    /// Uploads whose bytes are stored, and which wait for the transaction before theirs to end.
    std::size_t waiting() { return using_.waiting(); }

private:
    struct Upload {
        PictureBytes const& picture;
        BlobUse& use;
        std::optional<BlobPlace> place;  // nullopt: the bytes aren't wanted.
        /// nullopt: the bytes have gone since they were found, so it must be retried.
        std::optional<bool> is_used;
    };
    using Group = Batches<Upload>::Items;

    void announce(UserId const& user_id, Group const& uploads);
    std::optional<BlobPlace> find_place(pqxx::work& work, UserId const& user_id, Upload const& upload,
                                        std::optional<quota::LibraryUsage>& usage) const;
    void use(UserId const& user_id, Group const& uploads);
    std::optional<bool> use(UploadContext& context, Upload const& upload) const;
    std::optional<std::string> keep(LibraryWork& work, Upload const& upload) const;
    void bring(UserId const& user_id, Upload& upload);
    void give_up(UserId const& user_id, Upload const& upload);

    db::Pool& pool_;
    BlobStore& blobs_;
    quota::Rules const& rules_;
    Batches<Upload> announcing_;
    Batches<Upload> using_;
};

}  // namespace rmirror::library
