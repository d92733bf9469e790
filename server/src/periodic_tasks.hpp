// SPDX-License-Identifier: AGPL-3.0-or-later
// Periodic tasks that the database needs regardless of any requests.
#pragma once

#include "db/pool.hpp"
#include "queue/workers/scheduler.hpp"
#include "quota/quota.hpp"

#include <vector>

namespace rmirror {

/// Monthly quota resets, expired quota reservations, and deletion of old rows.
std::vector<queue::PeriodicTask> periodic_tasks(db::Pool& pool, quota::Rules const& rules);

}  // namespace rmirror
