// SPDX-License-Identifier: AGPL-3.0-or-later
// Periodic tasks that the database needs regardless of any requests.
#pragma once

#include "db/pool.hpp"
#include "queue/workers/scheduler.hpp"
#include "quota/quota.hpp"

#include <cstddef>
#include <vector>

namespace rmirror {

/// Monthly quota resets, expired quota reservations, and deletion of old rows. `audit_days`: 0 keeps the
/// audit log forever.
std::vector<queue::PeriodicTask> periodic_tasks(db::Pool& pool, quota::Rules const& rules,
                                                std::size_t audit_days);

}  // namespace rmirror
