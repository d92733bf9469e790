// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules of an integration: which items it gets, and where (docs/decisions/0095-rules-in-order.md). They are
// applied by the database (server/migrations/0001_baseline/185_rules.sql).
#pragma once

#include "targets/integration.hpp"

#include <pqxx/transaction>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets {

/// What happens to an item. In the order of Does.
enum class Does { send, leave_out };
constexpr std::array<std::string_view, 2> kDoes = {"send", "leave_out"};

/// What happens to items that were delivered and that rules now leave out. In the order of Leave.
enum class Leave { withdraw, keep };
constexpr std::array<std::string_view, 2> kLeave = {"withdraw", "keep"};

/// All conditions have to hold, each by one of its alternatives; one without alternatives holds. At least one
/// condition has alternatives.
struct Rule {
    std::vector<std::string> tags = {};     // Of the item's page and notebook, and of the folders around it.
    std::vector<std::string> folders = {};  // UUIDs as the tablet assigns them; at any depth.
    std::vector<std::string> types = {};    // Values of the column document_type.
    std::optional<bool> is_pinned = {};     // Whether the notebook is starred.
    std::vector<std::string> words = {};    // In the item's text.
    Does does = Does::send;
    std::optional<std::string> place = {};  // A value of the field Target::ruled_place.
};

struct Rules {
    std::vector<Rule> list = {};  // The first one that matches decides.
    Does otherwise = Does::send;
    Leave leave = Leave::withdraw;
};

/// The format of integrations.rules.
std::string json_of(Rules const& rules);

/// A fault of a place, by the values that the integration would have; `field` is "rules.list[N].place".
std::optional<input::Fault> fault_of_places(Target const& target, Rules const& rules, Values const& values,
                                            bool private_urls);

/// Returns whether they changed. `rules`: nullopt for none.
bool save_rules(pqxx::work& work, Integration const& integration, std::optional<Rules> const& rules);

}  // namespace rmirror::targets
