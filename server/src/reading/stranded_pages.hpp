// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds pages that are waiting by their status but have no item in the queue: they would wait for ever.
#pragma once

#include "db/pool.hpp"

#include <cstddef>

namespace rmirror::reading {

/// Queues them. Returns how many.
std::size_t queue_stranded_pages(db::Pool& pool);

}  // namespace rmirror::reading
