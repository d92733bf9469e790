// SPDX-License-Identifier: AGPL-3.0-or-later
// Following the change log: what changed since an integration's cursor is compared with its records, piece by
// piece. What differs is queued and the cursor moves, in one transaction.
#pragma once

#include "base/ids.hpp"
#include "targets/target.hpp"

#include <pqxx/transaction>

#include <optional>
#include <set>
#include <string>

namespace rmirror::targets {

/// Whose integration has something to compare.
struct Follow {
    UserId user_id;
    std::string target_name;

    friend auto operator<=>(Follow const&, Follow const&) = default;
};

/// All that are behind the change log or have a pass to walk; of one user, or of everybody.
std::set<Follow> integrations_behind(pqxx::work& work, std::optional<UserId> const& user_id);

/// Compares the next piece of what changed. True when there is more. A transaction of the system's.
bool follow_piece(pqxx::work& work, Target const& target, UserId const& user_id);

}  // namespace rmirror::targets
