// SPDX-License-Identifier: AGPL-3.0-or-later
// Pictures that no page shows any more, or never came to show because whoever stored them was killed, are
// removed from where they lie.
#pragma once

#include "blobs/store.hpp"
#include "db/pool.hpp"

#include <chrono>
#include <string>

namespace rmirror {

/// Under the same lock as whoever begins to use it, and who looks then whether it is there still.
/// True when nobody uses it.
bool remove_unless_used(db::Pool& pool, BlobStore& blobs, BlobKey const& key);

/// Looks at what is stored of this server's users, some of it at each call and all of it again and again.
class UnusedBlobs {
public:
    /// What was stored within `grace` is left alone: its page is being written, most likely.
    UnusedBlobs(db::Pool& pool, BlobStore& blobs, std::chrono::seconds grace = std::chrono::hours(24));

    /// At most so many are looked at. Answers how many were removed.
    std::size_t remove_some(std::size_t most);

private:
    db::Pool& pool_;
    BlobStore& blobs_;
    std::chrono::seconds grace_;
    std::string after_;  // Where the last call ended.
};

}  // namespace rmirror
