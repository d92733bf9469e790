// SPDX-License-Identifier: AGPL-3.0-or-later
// Plans what to do with claimed items from the current library and records, and writes the intents before any
// call is made.
#pragma once

#include "queue/item.hpp"
#include "targets/integration.hpp"
#include "targets/target.hpp"

#include <pqxx/transaction>

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace rmirror::targets {

struct PlannedDelivery {
    /// Set if no call is needed.
    std::optional<queue::Outcome> outcome;
    Delivery delivery;
    bool is_removal = false;
    /// It is removed where a rule no longer wants it, and then made where one does.
    bool moves = false;
    /// The value of Target::ruled_place that a rule sets, or set for what is removed. Unset: that of the
    /// settings.
    std::optional<std::string> place = {};
};

/// The places of those that need a call and are removals, or aren't.
std::set<std::optional<std::string>> places_in(std::span<PlannedDelivery const> plan, bool removals);

struct Plan {
    std::vector<PlannedDelivery> items;  // One for each item, in their order.
    NotebookState notebook_state =
        {};  // The state before this delivery; only for targets with needs_notebook_state.
};

/// All items must belong to the integration's user and target.
Plan prepare(pqxx::work& work, Target const& target, Integration const& integration,
             std::span<queue::Item const> items);

}  // namespace rmirror::targets
