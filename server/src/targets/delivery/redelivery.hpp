// SPDX-License-Identifier: AGPL-3.0-or-later
// Queues items for one more delivery although they haven't changed, because their last delivery asked for it
// (DeliveryResult::redeliver_after).
#pragma once

#include "db/pool.hpp"
#include "targets/target.hpp"

#include <cstddef>
#include <span>

namespace rmirror::targets {

/// Queues the items that are due and returns their number. Safe to run in several processes at the same time.
std::size_t queue_due_redeliveries(db::Pool& pool, std::span<Target const* const> targets);

}  // namespace rmirror::targets
