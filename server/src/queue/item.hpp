// SPDX-License-Identifier: AGPL-3.0-or-later
// One thing to do, as the queue gives it out.
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
    std::string target_name;  // Its kind: one job does all items of a target.
    std::string item_type;
    std::string item_key;  // Our own id of the page, notebook, todo or highlight.
    std::string operation;
    std::string content_hash;  // Empty: none.
    std::string lease_id;      // Empty: nobody's.
    int attempts = 0;          // This one included.
    bool is_outdated = false;  // Asked for again since it was claimed.
    std::optional<ErrorClass> last_error;
    std::string group_key = {};  // Items of one group are with one worker at a time; empty: of none.
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
