// SPDX-License-Identifier: AGPL-3.0-or-later
// What waits, for jobs that do several things together.
#pragma once

#include "base/ids.hpp"
#include "queue/item.hpp"

#include <pqxx/transaction>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::queue {

/// A user's items of these keys that are due, in the order of the keys.
std::vector<Item> waiting_items(pqxx::work& work, UserId const& user_id, std::string_view target_name,
                                std::vector<std::string> const& item_keys);

/// Those of an item's group that are due, at most so many.
std::vector<ItemId> waiting_of_group(pqxx::work& work, Item const& item, std::size_t most);

/// What nobody waits for and nothing has come of yet; users take turns.
std::vector<Item> backlog(pqxx::work& work, std::string_view target_name, std::size_t most);

/// Everybody who has something of a target in the queue, as a PostgreSQL array.
std::string users_waiting(pqxx::work& work, std::string_view target_name);

}  // namespace rmirror::queue
