// SPDX-License-Identifier: AGPL-3.0-or-later
// Pictures that no page shows any more, or never came to show because whoever stored them was killed, are
// removed from where they lie (stored_blobs.hpp has the whole way of a blob).
#pragma once

#include "blobs/store.hpp"
#include "db/pool.hpp"

#include <chrono>
#include <string>

namespace rmirror::library {

/// Removes what is due of this server's blobs, some of it at each call, and looks at some of what is stored
/// for what has no row. Several may do so on one database and one store.
class UnusedBlobs {
public:
    /// Without a row, what was stored within `grace` is left alone: nothing is known of it.
    UnusedBlobs(db::Pool& pool, BlobStore& blobs, std::chrono::seconds grace = std::chrono::hours(24));

    /// At most so many are looked at, and removed. Answers how many were removed. Throws BlobFailure; what
    /// was not removed then is due again some minutes later.
    std::size_t remove_some(std::size_t most);

private:
    void find_some(std::size_t most);
    std::size_t remove_due(std::size_t most);

    db::Pool& pool_;
    BlobStore& blobs_;
    std::chrono::seconds grace_;
    std::string after_;  // Where the last look ended.
};

}  // namespace rmirror::library
