// SPDX-License-Identifier: AGPL-3.0-or-later
// The interface of blob stores, which hold page images: bytes addressed by their user and the hash of their
// content.
#pragma once

#include "base/ids.hpp"
#include "blobs/objects.hpp"

namespace rmirror {

/// Blobs aren't shared between users, so that removing one user's needs no check of others.
struct BlobKey {
    UserId user_id;
    std::string sha256;     // Of the content: 64 lower-case hex digits.
    std::string copy = "";  // UUID, because content can be stored more than once. Empty for the oldest blobs.
};

struct StoredBlob {
    BlobKey key;
    std::chrono::system_clock::time_point stored_at;
};

/// A part of the stored blobs, sorted by path.
struct StoredBlobs {
    std::vector<StoredBlob> blobs;
    std::string next;  // The cursor for the next part; empty after the last one.
};

/// Thread-safe. All functions throw BlobFailure.
class BlobStore {
public:
    virtual ~BlobStore() = default;

    /// When it returns, the content survives a power failure. Doesn't overwrite an existing blob.
    virtual void put(BlobKey const& key, std::string_view content) = 0;
    virtual bool contains(BlobKey const& key) = 0;
    /// Nullopt if the blob doesn't exist.
    virtual std::optional<std::string> get(BlobKey const& key) = 0;
    /// Like get(), but reads in pieces if the store supports it; otherwise it holds the whole content in
    /// memory. Null if the blob doesn't exist.
    virtual std::unique_ptr<ByteSource> open(BlobKey const& key) = 0;
    /// Does nothing if the blob doesn't exist.
    virtual void remove(BlobKey const& key) = 0;
    /// At most `max` blobs after the cursor `after`: the `next` of the previous part, or an empty string for
    /// the first.
    virtual StoredBlobs list(std::string const& after, std::size_t max) = 0;
    /// Removes what is left of a user's folder when all their blobs are removed.
    virtual void forget_user(UserId const& /*user_id*/) {}
    /// As ObjectStore::upload_address().
    virtual std::optional<std::string> upload_address(BlobKey const& key, ExpectedUpload const& expected) = 0;
    /// The value of the column `store` of `blobs`.
    virtual std::string_view name() const = 0;
};

/// The name of a blob in every store: USER/ab/abcdef... or USER/ab/abcdef....COPY. Throws BlobFailure for an
/// invalid key, even if callers have checked it, because a name must never lead elsewhere.
std::string path_of(BlobKey const& key);

/// Nullopt for other files in the store.
std::optional<BlobKey> key_of_path(std::string_view path);

/// Stores blobs as objects with these names. `name`: the value of the column `store` of `blobs`.
std::unique_ptr<BlobStore> open_blob_store(std::unique_ptr<ObjectStore> objects, std::string name);

/// Stores blobs as files below `folder`, which is created if necessary.
std::unique_ptr<BlobStore> open_disk_store(std::string const& folder);

}  // namespace rmirror
