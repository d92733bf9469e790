// SPDX-License-Identifier: AGPL-3.0-or-later
// Once a day, compares all plans with Stripe, in case events were lost: reports what differs, and has it read
// again.
#pragma once

#include "base/log.hpp"
#include "db/pool.hpp"
#include "plans/stripe.hpp"

#include <cstddef>

namespace rmirror::plans {

/// Does nothing unless a day has passed since the last comparison by any process. Returns how many
/// differences there were.
std::size_t compare_daily(db::Pool& pool, Stripe& stripe, Log& log);

}  // namespace rmirror::plans
