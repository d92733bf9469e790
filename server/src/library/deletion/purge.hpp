// SPDX-License-Identifier: AGPL-3.0-or-later
// Removes permanently what was deleted long ago, so that it no longer counts towards limits.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"

#include <cstddef>
#include <string>

namespace rmirror::library {

/// Removes notebooks, pages, to-dos and highlights that were deleted more than `days` ago, oldest first and
/// at most `max` of each kind, with everything that belongs to them; likewise tombstones of records that
/// targets no longer have and of removed integrations. With 0 days none of this is removed. Notebooks that
/// went from the tablet are removed with their pages after the days that their owner chose, or never. Records
/// of what targets have (sync_records) stay: they say what must be removed there.
///
/// Transactions are short, because the user's manifests and uploads wait for them. A server that is killed in
/// between leaves a library with fewer deleted items, and nothing half removed. Several processes may purge
/// one database. Returns how many rows were removed.
std::size_t purge(db::Pool& pool, std::size_t days, std::size_t max);

/// The same for one deleted notebook, immediately. Its row stays, so that no device brings it back. False if
/// no such notebook is deleted.
bool purge_notebook(db::Pool& pool, UserId const& user_id, std::string const& notebook_uuid);

}  // namespace rmirror::library
