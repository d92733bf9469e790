// SPDX-License-Identifier: AGPL-3.0-or-later
// What is to be done with claimed items, as library and records stand at this moment; the intent is written
// before anybody is called.
#pragma once

#include "queue/item.hpp"
#include "targets/integration.hpp"
#include "targets/target.hpp"

#include <pqxx/transaction>

#include <optional>
#include <span>
#include <vector>

namespace rmirror::targets {

struct Planned {
    /// Nobody needs to be called, and this came of it.
    std::optional<queue::Outcome> outcome;
    Delivery delivery;
    bool is_removal = false;
};

struct Plan {
    std::vector<Planned> items;  // One for each item, in their order.
    Standing standing = {};      // As it was before; only where the target asks for it.
};

/// The items are all of the integration's user and target. Writes the intents.
Plan prepare(pqxx::work& work, Target const& target, Integration const& integration,
             std::span<queue::Item const> items);

}  // namespace rmirror::targets
