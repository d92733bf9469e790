// SPDX-License-Identifier: AGPL-3.0-or-later
// Where page images lie: bytes by the hash of their content, under the user they belong to.
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

/// Two users' blobs are never one, so that one user's can be removed without asking after others.
struct BlobKey {
    UserId user_id;
    std::string sha256;     // 64 lower-case hex digits, of the content.
    std::string copy = "";  // UUID: this content may be stored more than once. Empty for the oldest blobs.
};

struct StoredBlob {
    BlobKey key;
    std::chrono::system_clock::time_point stored_at;
};

/// Some of what is stored, in the order of its paths.
struct StoredBlobs {
    std::vector<StoredBlob> blobs;
    std::string next;  // Where the next piece begins; empty after the last one.
};

/// The place where blobs lie does not answer or has no room; the text is for the log.
class BlobFailure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// There is no room left where blobs lie, or none for so large a file.
class DiskFull : public BlobFailure {
public:
    using BlobFailure::BlobFailure;
};

/// Callable from any thread. All throw BlobFailure.
class BlobStore {
public:
    virtual ~BlobStore() = default;

    /// When it returns, the content survives a loss of power. What is there already is not written again.
    virtual void put(BlobKey const& key, std::string_view content) = 0;
    virtual bool contains(BlobKey const& key) = 0;
    virtual std::optional<std::string> get(BlobKey const& key) = 0;
    /// As get(), but read as it is taken, where the store can; else it holds all of it. None when it is gone.
    virtual std::unique_ptr<ByteSource> open(BlobKey const& key);
    /// Removing what is not there is no failure.
    virtual void remove(BlobKey const& key) = 0;
    /// At most so many that come behind `after`: the `next` of the piece before, or nothing to begin.
    virtual StoredBlobs list(std::string const& after, std::size_t most) = 0;
    /// As the column `store` of `blobs` names it.
    virtual std::string_view name() const = 0;
};

/// USER/ab/abcdef... or USER/ab/abcdef....COPY: how a blob is called wherever it lies. Throws BlobFailure for
/// what is no key, because a name must lead nowhere else, whatever was checked before.
std::string path_of(BlobKey const& key);

/// Nothing for what lies there as well but is no blob.
std::optional<BlobKey> key_of_path(std::string_view path);

/// In files below `folder`, which is made when it is missing.
std::unique_ptr<BlobStore> open_disk_store(std::string const& folder);

}  // namespace rmirror
