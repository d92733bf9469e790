// SPDX-License-Identifier: AGPL-3.0-or-later
// Which pages that wait are read by the same call (docs/decisions/0014).
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"
#include "queue/item.hpp"

#include <cstddef>
#include <vector>

namespace rmirror::reading {

/// Items that wait to have a page read of the same notebook as the one that was claimed: those that
/// lie nearest, as far as all are small, and at most so many pages with the claimed one. No two of them look
/// the same. A page that failed before has no group and is in none, unless it was for too many calls or the
/// key.
std::vector<ItemId> group_of(db::Pool& pool, queue::Item const& claimed, std::size_t most_pages);

}  // namespace rmirror::reading
