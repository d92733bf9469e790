// SPDX-License-Identifier: AGPL-3.0-or-later
// The interface of blob stores, which hold page images: bytes addressed by their user and the hash of their
// content.
#pragma once

#include "base/byte_source.hpp"
#include "base/ids.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

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

/// The store doesn't respond or is out of space. The message is for the log.
class BlobFailure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The store is out of space, or can't hold a file of that size.
class DiskFull : public BlobFailure {
public:
    using BlobFailure::BlobFailure;
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
    virtual std::unique_ptr<ByteSource> open(BlobKey const& key);
    /// Does nothing if the blob doesn't exist.
    virtual void remove(BlobKey const& key) = 0;
    /// At most `max` blobs after the cursor `after`: the `next` of the previous part, or an empty string for
    /// the first.
    virtual StoredBlobs list(std::string const& after, std::size_t max) = 0;
    /// The value of the column `store` of `blobs`.
    virtual std::string_view name() const = 0;
};

/// The name of a blob in every store: USER/ab/abcdef... or USER/ab/abcdef....COPY. Throws BlobFailure for an
/// invalid key, even if callers have checked it, because a name must never lead elsewhere.
std::string path_of(BlobKey const& key);

/// Nullopt for other files in the store.
std::optional<BlobKey> key_of_path(std::string_view path);

/// Stores blobs as files below `folder`, which is created if necessary.
std::unique_ptr<BlobStore> open_disk_store(std::string const& folder);

}  // namespace rmirror
