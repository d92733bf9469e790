// SPDX-License-Identifier: AGPL-3.0-or-later
// A queue item, as workers get it.
#pragma once

#include "base/ids.hpp"
#include "queue/outcome.hpp"

#include <pqxx/result>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::queue {

constexpr std::array<std::string_view, 6> kItemStatuses = {"pending",   "processing", "retry",
                                                           "completed", "failed",     "cancelled"};

struct Item {
    ItemId id;
    UserId user_id;
    std::string target_name;  // One job processes all items of a target.
    std::string item_type;
    std::string item_key;  // The id of the page, notebook, to-do or highlight in this database.
    std::string operation;
    std::string content_hash;  // Empty: none.
    std::string lease_id;      // Empty: not leased.
    int attempts = 0;          // Includes the current one.
    bool is_outdated = false;  // Queued again since it was claimed.
    std::optional<ErrorClass> last_error;
    std::string group_key = {};  // At most one worker processes items of a group at a time. Empty: no group.
};

/// An item in the queue, by its key.
struct ItemRef {
    UserId user_id;
    ItemId id;
};

/// Of rows of sync_queue with at least the columns of these names, and error_class.
Item item_of(pqxx::row const& row);
std::vector<Item> items_of(pqxx::result const& rows);

}  // namespace rmirror::queue
