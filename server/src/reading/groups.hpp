// SPDX-License-Identifier: AGPL-3.0-or-later
// Chooses waiting pages that are read by the same call (docs/decisions/0014).
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"
#include "queue/item.hpp"

#include <cstddef>
#include <vector>

namespace rmirror::reading {

/// Waiting items of the same notebook as the claimed one: the nearest, as long as all pages are small, at
/// most `max_pages` together with the claimed one. No two of them look the same. A page that failed before
/// has no group and is in none, unless it failed because of the rate limit or the key.
std::vector<ItemId> group_of(db::Pool& pool, queue::Item const& claimed, std::size_t max_pages);

}  // namespace rmirror::reading
