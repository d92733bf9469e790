// SPDX-License-Identifier: AGPL-3.0-or-later
// Giving items out: to whom of those that wait, and never to two workers.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"
#include "queue/job.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace rmirror::queue {

/// Whose turn it was. Users take turns in the order of their ids, round and round; each worker keeps its own
/// place, so that nothing is written for it.
struct Turn {
    UserId last_user{"00000000-0000-0000-0000-000000000000"};
};

/// Whether a user may begin an item here; a user without room is passed over. None: all may.
using HasRoom = std::function<bool(UserId const&)>;

/// The most urgent item that is due of the user whose turn it is, leased to the caller alone; nothing when no
/// user has one that may begin. The caller lets one thread at a time claim by a turn.
std::optional<Item> claim(db::Pool& pool, Job& job, Turn& turn, std::chrono::seconds lease,
                          HasRoom const& has_room = {});

/// Those of the items that are due and not leased, leased to the caller.
std::vector<Item> claim_these(db::Pool& pool, std::vector<ItemRef> const& wanted, std::chrono::seconds lease);
/// The same, for items of one user.
std::vector<Item> claim_these(db::Pool& pool, UserId const& user_id, std::vector<ItemId> const& ids,
                              std::chrono::seconds lease);

}  // namespace rmirror::queue
