// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace rmirror::meaning {

/// target_name and item_type of the items that make vectors, whose key is the page's id. The trigger
/// note_meaning() of the database queues them as well.
constexpr std::string_view kTarget = "meaning";
constexpr std::string_view kItemType = "page_meaning";
constexpr int kBacklogPriority = 9;

}  // namespace rmirror::meaning
