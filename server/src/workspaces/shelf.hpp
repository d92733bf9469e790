// SPDX-License-Identifier: AGPL-3.0-or-later
// The notebooks of a workspace, of all people who brought some. Each person's rows are read in a transaction
// of their own, as the member (db/member_reader.hpp).
#pragma once

#include "base/ids.hpp"
#include "db/member_reader.hpp"
#include "db/pool.hpp"
#include "db/transaction.hpp"
#include "workspaces/shared_notebook.hpp"

#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace rmirror::workspaces {

/// Calls `read(work, person)` for each person of whom the workspace has or had notebooks, and returns the
/// results; nullopt if the caller isn't a member.
template <typename Function>
auto read_people(db::Pool& pool, UserId const& member_id, std::string const& workspace_id, Function read)
{
    std::optional<std::vector<std::invoke_result_t<Function&, pqxx::work&, UserId const&>>> results;
    auto const people =
        db::as_system(pool, [&](pqxx::work& work) { return people_on_shelf(work, member_id, workspace_id); });
    if (!people)
        return results;
    results.emplace();
    for (auto const& person : *people)
        results->push_back(
            db::as_member(pool, person, member_id, [&](pqxx::work& work) { return read(work, person); }));
    return results;
}

/// The reply of GET /api/v1/workspaces/:workspace_id/tree; nullopt if the caller isn't a member.
std::optional<std::string> read_shelf(db::Pool& pool, UserId const& member_id,
                                      std::string const& workspace_id);

/// The reply of GET /api/v1/workspaces/:workspace_id/covers.
std::optional<std::string> read_covers(db::Pool& pool, UserId const& member_id,
                                       std::string const& workspace_id,
                                       std::vector<NotebookId> const& notebooks);

}  // namespace rmirror::workspaces
