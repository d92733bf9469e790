// SPDX-License-Identifier: AGPL-3.0-or-later
// Stops and restarts a backfill, the first delivery of a whole library to a target
// (docs/decisions/0080-comparing-a-library-in-pieces.md).
#pragma once

#include "base/ids.hpp"
#include "targets/target.hpp"

#include <pqxx/transaction>

namespace rmirror::targets {

enum class Backfill {
    changed,
    not_set_up,
    not_possible,  // Paused, being removed, or pulled.
};

/// Delivered items stay, running deliveries finish, and later changes are still delivered. scan_piece()
/// cancels what is queued and records what isn't compared yet.
Backfill stop_backfill(pqxx::work& work, Target const& target, UserId const& user_id);

/// Queues what was left out, behind current changes.
Backfill start_backfill(pqxx::work& work, Target const& target, UserId const& user_id);

}  // namespace rmirror::targets
