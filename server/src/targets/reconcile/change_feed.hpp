// SPDX-License-Identifier: AGPL-3.0-or-later
// Follows the change log: compares what changed since an integration's cursor with its records, piece by
// piece. Queueing the differences and moving the cursor are one transaction.
#pragma once

#include "base/ids.hpp"
#include "targets/target.hpp"

#include <pqxx/transaction>

#include <optional>
#include <set>
#include <string>

namespace rmirror::targets {

/// An integration that has something to compare.
struct IntegrationKey {
    UserId user_id;
    std::string target_name;

    friend auto operator<=>(IntegrationKey const&, IntegrationKey const&) = default;
};

/// All integrations that are behind the change log or have an unfinished scan, of one user or of all users.
std::set<IntegrationKey> integrations_behind(pqxx::work& work, std::optional<UserId> const& user_id);

/// Compares the next piece of the change log. Returns true if there is more. Needs a system transaction.
bool read_change_feed_piece(pqxx::work& work, Target const& target, UserId const& user_id);

}  // namespace rmirror::targets
