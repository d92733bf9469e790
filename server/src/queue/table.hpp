// SPDX-License-Identifier: AGPL-3.0-or-later
// The name of the queue's table, for what goes through all tables.
#pragma once

#include <string_view>

namespace rmirror::queue {

constexpr std::string_view kTableName = "sync_queue";

}  // namespace rmirror::queue
