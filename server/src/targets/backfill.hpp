// SPDX-License-Identifier: AGPL-3.0-or-later
// Ending what waits of a backfill, which brings a whole library to a target for the first time, and starting
// it again (docs/decisions/0080-comparing-a-library-in-pieces.md).
#pragma once

#include "base/ids.hpp"
#include "targets/target.hpp"

#include <pqxx/transaction>

namespace rmirror::targets {

enum class Backfill {
    changed,
    not_set_up,
    not_possible,  // It is paused or being removed, or the target asks by itself.
};

/// What was brought stays, what is under way ends, and what changes from now on is still brought. What waits
/// is taken out of the queue, and what was not compared yet is recorded, by walk_piece().
Backfill stop_backfill(pqxx::work& work, Target const& target, UserId const& user_id);

/// Brings what was left out, after whatever changes meanwhile.
Backfill start_backfill(pqxx::work& work, Target const& target, UserId const& user_id);

}  // namespace rmirror::targets
