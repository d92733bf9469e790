// SPDX-License-Identifier: AGPL-3.0-or-later
// Items that are brought once more though they have not changed, because their delivery left something for
// later (Ending::again_after).
#pragma once

#include "db/pool.hpp"
#include "targets/target.hpp"

#include <cstddef>
#include <span>

namespace rmirror::targets {

/// Queues those that are due. Several processes may do so at once. Answers how many.
std::size_t bring_due_again(db::Pool& pool, std::span<Target const* const> targets);

}  // namespace rmirror::targets
