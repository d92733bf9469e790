// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses "lines-old", 2017, firmware before 1.5: one `.lines` file contains the whole notebook.
#pragma once

#include "base/budget.hpp"
#include "base/bytes.hpp"
#include "scene/scene.hpp"

#include <vector>

namespace rmirror::lines_old {

Result<std::vector<Page>> parse(ByteReader in);

/// Parses one page (0-based). The points of other pages are skipped and not charged to `budget`.
Result<Page> parse_page(ByteReader in, std::size_t index, Budget budget);

}  // namespace rmirror::lines_old
