// SPDX-License-Identifier: AGPL-3.0-or-later
// What is due by the clock in a database that nobody does anything in.
#pragma once

#include "db/pool.hpp"
#include "queue/scheduler.hpp"
#include "quota/quota.hpp"

#include <vector>

namespace rmirror {

/// Quota that begins anew, promises that ran out, and what is kept for a while only.
std::vector<queue::PeriodicTask> periodic_tasks(db::Pool& pool, quota::Rules rules);

}  // namespace rmirror
