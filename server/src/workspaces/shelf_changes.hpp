// SPDX-License-Identifier: AGPL-3.0-or-later
// The changes of a workspace: those of each person who brought notebooks, in the order of that person's
// changes. A notebook that leaves is shown as deleted.
#pragma once

#include "db/pool.hpp"
#include "library/changes/changes.hpp"
#include "workspaces/shelf_cursor.hpp"

#include <string>
#include <vector>

namespace rmirror::workspaces {

library::Changes shelf_changes_since(db::Pool& pool, UserId const& member_id, std::string const& workspace_id,
                                     ShelfCursor const& since);

/// Whose notices a reader of these changes waits for: the workspace, and the people on its shelf.
std::vector<UserId> watched_on_shelf(db::Pool& pool, UserId const& member_id,
                                     std::string const& workspace_id);

}  // namespace rmirror::workspaces
