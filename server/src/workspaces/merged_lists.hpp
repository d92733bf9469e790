// SPDX-License-Identifier: AGPL-3.0-or-later
// One list out of those of several people.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace rmirror::workspaces {

/// Each list is `{"items": […], "next": …}` with items sorted by descending id, from the same cursor on and
/// with the same limit. So is the result.
std::string merged_lists(std::vector<std::string> const& lists, std::int64_t limit);

}  // namespace rmirror::workspaces
