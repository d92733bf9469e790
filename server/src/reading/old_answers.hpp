// SPDX-License-Identifier: AGPL-3.0-or-later
// Forgets kept answers (library/documents/kept_answers.hpp) that no page had any use of for 90 days.
#pragma once

#include "db/pool.hpp"

#include <cstddef>

namespace rmirror::reading {

/// Returns how many. For a periodic task.
std::size_t forget_old_answers(db::Pool& pool);

}  // namespace rmirror::reading
