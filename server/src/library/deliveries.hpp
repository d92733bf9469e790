// SPDX-License-Identifier: AGPL-3.0-or-later
// What has changed is queued for each target that the user has switched on.
#pragma once

#include "base/ids.hpp"

#include <pqxx/transaction>

#include <optional>
#include <string>
#include <vector>

namespace rmirror::library {

struct Delivery {
    std::string item_type;  // As the queue's column names them.
    std::string item_key;
    std::string operation;  // create, update or delete; a target that knows better does better.
    std::optional<std::string> content_hash;
    int priority = 5;  // 1 comes first.
};

/// What waits already is not queued twice; what is being delivered at this moment is delivered once more.
void deliver(pqxx::work& work, UserId const& user_id, std::vector<Delivery> const& deliveries);

}  // namespace rmirror::library
