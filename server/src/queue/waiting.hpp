// SPDX-License-Identifier: AGPL-3.0-or-later
// Waiting items, for jobs that process several at once.
#pragma once

#include "base/ids.hpp"
#include "queue/item.hpp"

#include <pqxx/transaction>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::queue {

/// A user's due items with these keys, in the order of the keys.
std::vector<Item> waiting_items(pqxx::work& work, UserId const& user_id, std::string_view target_name,
                                std::vector<std::string> const& item_keys);

/// Due items of the same group as `item`, at most `max`.
std::vector<ItemId> waiting_of_group(pqxx::work& work, Item const& item, std::size_t max);

/// Other due items of the user and target of `item`, at most `max`, without those that failed because of what
/// they are about.
std::vector<ItemId> waiting_alike(pqxx::work& work, Item const& item, std::size_t max);

/// Items with Trigger::scheduled that haven't been tried yet; users take turns (round robin).
std::vector<Item> backlog(pqxx::work& work, std::string_view target_name, std::size_t max);

/// Users with live items of a target, as a PostgreSQL array.
std::string users_waiting(pqxx::work& work, std::string_view target_name);

}  // namespace rmirror::queue
