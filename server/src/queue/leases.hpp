// SPDX-License-Identifier: AGPL-3.0-or-later
// Leases: how long claimed items belong to their worker.
#pragma once

#include "queue/item.hpp"

#include <pqxx/transaction>

#include <chrono>
#include <string>
#include <vector>

namespace rmirror::queue {

/// Extends the leases of items in progress to `lease` from now.
void extend(pqxx::work& work, std::vector<std::string> const& lease_ids, std::chrono::seconds lease);

/// Extends the leases without an end, for items that are processed outside of workers. Returns the items that
/// were still leased.
std::vector<Item> extend_without_end(pqxx::work& work, std::vector<std::string> const& lease_ids);

/// The items that still have one of these leases.
std::vector<Item> leased_items(pqxx::work& work, std::vector<std::string> const& lease_ids);

/// Lets the leases expire now; rescue() then ends their items.
void expire(pqxx::work& work, std::vector<std::string> const& lease_ids);

}  // namespace rmirror::queue
