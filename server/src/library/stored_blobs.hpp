// SPDX-License-Identifier: AGPL-3.0-or-later
// Which blobs there are: rows that say what the store holds, whatever is killed in between.
//
// The store is never asked inside a transaction, so it and the database cannot change together. Instead each
// object has a name that is used once (its hash and a copy's id), and one row at a time:
//
//     announce_blob()      pending_blobs, arriving      written before the bytes are stored
//     keep_blob()          blobs                        when they are: pictures may show it
//     drop_unused_blobs()  pending_blobs, leaving       when none does any more
//     UnusedBlobs          none                         when they are removed
//
// Each step is one transaction, and what may go on between two of them is harmless however often it is done:
// - Killed before or after the bytes are stored: the row keeps arriving, and is due an hour later. The
//   remover makes it leave and removes what there is. An upload that is still on its way then finds its row
//   gone; it is told to come again, and brings a new copy.
// - Killed after they are removed: they are removed once more, which is no failure.
// - The same bytes twice at once: two copies; the one that is kept second leaves again.
// - A removal that takes effect late, because the service was slow or the remover slept, hits a name that
//   nobody uses again. So there are no marks to wait for, and none that run out.
// - An upload that finds the bytes stored already brings no copy. It must find the row still there when it
//   uses it, under the user's lock; page_images and display_images refer to blobs alone.
// - Bytes that land although they were given up (a slow service, again) have no row. UnusedBlobs finds them.
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

/// To be committed before the bytes are stored.
Arrival announce_blob(pqxx::work& work, UserId const& user_id, std::string const& sha256, std::size_t bytes);

/// The copy that pictures show of some bytes, or the one that will bring them, or both where the first is
/// lost.
struct BlobPlace {
    std::optional<BlobKey> known;
    std::optional<Arrival> arrival;
};

/// The copy that pictures show, or else announce_blob().
BlobPlace find_or_announce_blob(pqxx::work& work, UserId const& user_id, std::string const& sha256,
                                std::size_t bytes);

/// The bytes could not be stored, or are not wanted any more.
void give_up_blob(pqxx::work& work, UserId const& user_id, Arrival const& arrival);

struct BlobFacts {
    std::size_t bytes = 0;
    std::string store;  // Its name.
};

/// The bytes are stored: the id of their row in `blobs`. It names the copy that was kept before, if there is
/// one and it is not `lost`, the key under which the store has nothing. Throws BlobFailure when storing them
/// took so long that they are being removed.
std::string keep_blob(LibraryWork& work, Arrival const& arrival, BlobFacts const& facts,
                      std::optional<BlobKey> const& lost);

/// The id of a row that find_or_announce_blob() found; nothing when it has gone since.
std::optional<std::string> kept_blob(LibraryWork& work, BlobKey const& key);

/// Of these ids of blobs (each an array as PostgreSQL writes it) those leave that no picture shows.
void drop_unused_blobs(LibraryWork& work, std::string const& ids, std::string const& more_ids);

}  // namespace rmirror::library
