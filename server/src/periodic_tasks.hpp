// SPDX-License-Identifier: AGPL-3.0-or-later
// What is due by the clock in a database that nobody does anything in.
#pragma once

#include "db/pool.hpp"
#include "queue/scheduler.hpp"
#include "quota/quota.hpp"

#include <cstddef>
#include <vector>

namespace rmirror {

/// Quota that begins anew, promises that ran out, and what is kept for a while only; `audit_days` is 0 where
/// the audit log is kept forever.
std::vector<queue::PeriodicTask> periodic_tasks(db::Pool& pool, quota::Rules const& rules,
                                                std::size_t audit_days);

}  // namespace rmirror
