// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages that say they wait, and that nothing in the queue speaks of: they would wait for ever.
#pragma once

#include "db/pool.hpp"

#include <cstddef>

namespace rmirror::reading {

/// Queues them. Answers how many.
std::size_t queue_stranded_pages(db::Pool& pool);

}  // namespace rmirror::reading
