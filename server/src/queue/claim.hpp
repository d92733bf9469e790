// SPDX-License-Identifier: AGPL-3.0-or-later
// Claims queue items for workers: users take turns, and no item goes to two workers.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"
#include "queue/job.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

namespace rmirror::queue {

/// The position in the round robin of users, in the order of their ids. Each worker pool keeps its own in
/// memory, so that nothing is written for it.
struct RoundRobinCursor {
    UserId last_user{"00000000-0000-0000-0000-000000000000"};
};

/// Whether a user may begin another item in this process; users without room are skipped. None: all users
/// may.
using HasRoom = std::function<bool(UserId const&)>;

/// Claims the most urgent due item of the next user, leased to the caller for `lease`. Nullopt if no user has
/// an item that may begin. Only one thread at a time may use a `cursor`.
std::optional<Item> claim(db::Pool& pool, Job& job, RoundRobinCursor& cursor, std::chrono::seconds lease,
                          HasRoom const& has_room = {});

/// Those of the items that are due and not leased, leased to the caller.
std::vector<Item> claim_these(db::Pool& pool, std::vector<ItemRef> const& wanted, std::chrono::seconds lease);
/// The same, for items of one user.
std::vector<Item> claim_these(db::Pool& pool, UserId const& user_id, std::vector<ItemId> const& ids,
                              std::chrono::seconds lease);

}  // namespace rmirror::queue
