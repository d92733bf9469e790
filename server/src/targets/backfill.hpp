// SPDX-License-Identifier: AGPL-3.0-or-later
// Ending what waits of a backfill, which brings a whole library to a target for the first time, and starting
// it again (docs/decisions/0071-a-stopped-backfill-leaves-records.md).
#pragma once

#include "library/work.hpp"
#include "targets/target.hpp"

namespace rmirror::targets {

enum class Backfill {
    changed,
    not_set_up,
    not_possible,  // It is paused or being removed, or the target asks by itself.
};

/// What was brought stays, what is under way ends, and what changes from now on is still brought.
Backfill stop_backfill(library::LibraryWork& work, Target const& target);

/// Brings what was left out, after whatever changes meanwhile.
Backfill start_backfill(library::LibraryWork& work, Target const& target);

}  // namespace rmirror::targets
