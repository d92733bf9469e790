// SPDX-License-Identifier: AGPL-3.0-or-later
// Removes images from the store that no page uses any more, or never used because the process that stored
// them was killed. stored_blobs.hpp describes the life of a blob.
#pragma once

#include "blobs/store.hpp"
#include "db/pool.hpp"

#include <chrono>
#include <string>

namespace rmirror::library {

/// Removes some of this server's due blobs at each call, and checks some of what is stored for blobs without
/// a row. Several processes may do so on one database and one store.
class UnusedBlobs {
public:
    /// A blob without a row that was stored within `grace` is left alone: nothing is known of it.
    UnusedBlobs(db::Pool& pool, BlobStore& blobs, std::chrono::seconds grace = std::chrono::hours(24));

    /// Checks, and removes, at most `max` blobs. Returns how many were removed. Throws BlobFailure; what
    /// wasn't removed is then due again some minutes later.
    std::size_t remove_some(std::size_t max);

private:
    void find_some(std::size_t max);
    std::size_t remove_due(std::size_t max);

    db::Pool& pool_;
    BlobStore& blobs_;
    std::chrono::seconds grace_;
    std::string after_;  // Where the last check ended.
};

}  // namespace rmirror::library
