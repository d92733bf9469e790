// SPDX-License-Identifier: AGPL-3.0-or-later
// Removing for good what was deleted long ago, so that it counts in no limit any more.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"

#include <cstddef>
#include <string>

namespace rmirror::library {

/// Removes notebooks, pages, to-dos and highlights that were deleted more than `days` ago, the oldest first
/// and at most `most` of each kind, with all that belongs to them; likewise what tells that targets have
/// something no more, and that integrations were removed. Of 0 days nothing of this is removed. Notebooks
/// that went from the tablet are removed with their pages after the days that their owner chose, or never.
/// Records of what targets have (sync_records) stay: they say what is to be removed there.
///
/// Each transaction is short, because its user's manifests and uploads wait for it: whoever kills the server
/// in between leaves a library with less of what was deleted, and nothing half removed. Several may purge one
/// database. Answers how many rows were removed.
std::size_t purge(db::Pool& pool, std::size_t days, std::size_t most);

/// The same for one deleted notebook, now: of it a row stays, by which no device brings it back. False if no
/// such notebook is deleted.
bool purge_notebook(db::Pool& pool, UserId const& user_id, std::string const& notebook_uuid);

}  // namespace rmirror::library
