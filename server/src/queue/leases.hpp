// SPDX-License-Identifier: AGPL-3.0-or-later
// How long claimed items stay with whoever claimed them.
#pragma once

#include "queue/item.hpp"

#include <pqxx/transaction>

#include <chrono>
#include <string>
#include <vector>

namespace rmirror::queue {

/// Whoever still works on them keeps them for that long from now.
void extend(pqxx::work& work, std::vector<std::string> const& lease_ids, std::chrono::seconds lease);

/// What is done elsewhere stays leased without an end. Answers what still was.
std::vector<Item> extend_without_end(pqxx::work& work, std::vector<std::string> const& lease_ids);

/// What is still leased by them.
std::vector<Item> leased_items(pqxx::work& work, std::vector<std::string> const& lease_ids);

/// They have run out: rescue() ends their items.
void expire(pqxx::work& work, std::vector<std::string> const& lease_ids);

}  // namespace rmirror::queue
