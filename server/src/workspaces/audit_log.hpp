// SPDX-License-Identifier: AGPL-3.0-or-later
// What happened in a workspace, for its owners.
#pragma once

#include "workspaces/workspaces.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace rmirror::workspaces {

/// Newest first. `after`: the id of the last entry of the previous part. In a transaction of the system.
Shown list_audit(pqxx::work& work, UserId const& user_id, std::string const& workspace_id, std::int64_t limit,
                 std::optional<std::string> const& after);

}  // namespace rmirror::workspaces
