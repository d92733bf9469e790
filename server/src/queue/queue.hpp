// SPDX-License-Identifier: AGPL-3.0-or-later
// The queue's own SQL: giving items out, keeping and taking back leases, writing what came of them.
#pragma once

#include "db/pool.hpp"
#include "queue/kinds.hpp"

#include <pqxx/row>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace rmirror::jobs {

constexpr int kMostAttempts = 5;

/// Before an item is tried once more that has failed so many times: 30 s, then twice as long each time, at
/// most an hour.
std::chrono::seconds pause_after(int attempts);

/// The most urgent item that is due and of one of the kinds, leased to the caller alone; nothing when there
/// is none.
std::optional<Item> claim(db::Pool& pool, Kinds const& kinds, std::chrono::seconds lease);

/// Those of them that are due and nobody has taken, leased to the caller alone.
std::vector<Item> claim_these(db::Pool& pool, std::vector<std::string> const& ids,
                              std::chrono::seconds lease);

/// Of a row whose columns are id, user_id, target_name, item_type, item_key, operation, content_hash (empty:
/// none), lease_id, attempts.
Item item_of(pqxx::row const& row);

/// Who still works on them keeps them for that long from now.
void extend(db::Pool& pool, std::vector<std::string> const& lease_ids, std::chrono::seconds lease);

/// Writes how an item ended; all of it or nothing. False when the lease was lost meanwhile: another has the
/// item now, and nothing was written.
bool end(db::Pool& pool, Kinds const& kinds, Item const& item, Outcome const& outcome);

/// Takes back what was leased to workers that are silent, as a failed attempt: a thing that kills whoever
/// does it must not do so for ever. Answers how many.
std::size_t take_back(db::Pool& pool, Kinds const& kinds);

}  // namespace rmirror::jobs
