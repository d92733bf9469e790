// SPDX-License-Identifier: AGPL-3.0-or-later
// The rows that say what the store holds, correct whatever process is killed in between.
//
// The store is never called inside a transaction, so it and the database can't change together. Instead each
// object has a name that is used once (its hash and a copy's id), and one row at a time:
//
//     announce_blob()      pending_blobs, arriving      written before the bytes are stored
//     keep_blob()          blobs                        when they are stored: images may use them
//     drop_unused_blobs()  pending_blobs, leaving       when no image uses them any more
//     UnusedBlobs          none                         when they are removed
//
// Each step is one transaction. What may happen between two of them is harmless, however often:
// - Killed before or after the bytes are stored: the row stays `arriving`, and is due an hour later. The
//   remover marks it `leaving` and removes what there is. An upload that is still in progress then finds its
//   row gone; its client is told to retry, and brings a new copy.
// - Killed after they are removed: they are removed once more, which is no failure.
// - The same bytes uploaded twice at a time: two copies; the one that is kept second leaves again.
// - A removal that takes effect late, because the service was slow or the remover was suspended, hits a name
//   that is never used again. So there are no leases to wait for, and none that expire.
// - An upload that finds the bytes stored already brings no copy. It must find the row still there when it
//   uses it, under the user's lock; page_images, display_images, attachments and sealed_chunks refer to
//   `blobs` alone.
// - Bytes that arrive after they were given up (a slow service, again) have no row. UnusedBlobs finds them.
#pragma once

#include "base/ids.hpp"
#include "blobs/store.hpp"
#include "library/work.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::library {

/// A copy on its way into the store.
struct Arrival {
    std::string id;
    BlobKey key;
};

/// Must be committed before the bytes are stored.
Arrival announce_blob(pqxx::work& work, UserId const& user_id, std::string const& sha256, std::size_t bytes);

/// The copy that images use of some bytes, or the one that will bring them, or both if the first is lost.
struct BlobPlace {
    std::optional<BlobKey> known;
    std::optional<Arrival> arrival;
};

/// The copy that images use, or else announce_blob().
BlobPlace find_or_announce_blob(pqxx::work& work, UserId const& user_id, std::string const& sha256,
                                std::size_t bytes);

/// Marks a copy as leaving whose bytes couldn't be stored, or aren't wanted any more.
void give_up_blob(pqxx::work& work, UserId const& user_id, Arrival const& arrival);

struct BlobFacts {
    std::size_t bytes = 0;
    std::string store;  // Its name.
    std::string media_type = "image/png";
};

/// Called when the bytes are stored; returns the id of their row in `blobs`. The row names the copy that was
/// kept before, if there is one and it isn't `lost`, the key under which the store has nothing. Throws
/// BlobFailure if storing took so long that the bytes are being removed.
std::string keep_blob(LibraryWork& work, Arrival const& arrival, BlobFacts const& facts,
                      std::optional<BlobKey> const& lost);

/// The id of a row that find_or_announce_blob() found; nullopt if it has gone since.
std::optional<std::string> kept_blob(LibraryWork& work, BlobKey const& key);

/// Marks as leaving those of these blobs that no image, attachment or sealed chunk uses. Both are PostgreSQL
/// arrays of ids.
void drop_unused_blobs(LibraryWork& work, std::string const& ids, std::string const& more_ids);

}  // namespace rmirror::library
