// SPDX-License-Identifier: AGPL-3.0-or-later
#include "workspaces/move.hpp"

#include "db/ids.hpp"
#include "workspaces/membership.hpp"

#include <pqxx/result>

namespace rmirror::workspaces {

namespace {

constexpr auto kFindToMove = R"sql(
    SELECT id, document_type = 'folder', workspace_id FROM notebooks
    WHERE user_id = $1 AND (notebook_uuid = $2 OR id = $2) AND deleted_at IS NULL)sql";

constexpr auto kMove = "SELECT move_notebooks($1, ARRAY[$2]::uuid[], $3)";

// Its readers may not follow this person yet.
constexpr auto kWakeReaders = "SELECT tell('rmirror_changes', $1)";

constexpr auto kShowMoved = R"sql(
    SELECT notebook_json(notebook) FROM notebooks AS notebook WHERE user_id = $1 AND id = $2)sql";

}  // namespace

std::optional<Refusal> refusal_to_bring(library::LibraryWork& work, std::string const& workspace_id)
{
    auto const refusal = refusal_to(*work, work.user_id(), workspace_id, Role::member);
    return refusal == Refusal::own_workspace ? std::nullopt : refusal;
}

Shown move_notebook(library::LibraryWork& work, std::string const& notebook_uuid,
                    std::string const& workspace_id)
{
    auto const& user_id = work.user_id();
    auto const found = work->exec_params(kFindToMove, user_id, notebook_uuid);
    if (found.empty())
        return Refusal::no_such_notebook;
    if (auto const refusal = refusal_to_bring(work, workspace_id))
        return *refusal;
    if (found[0][1].as<bool>())
        return Refusal::is_folder;
    auto const id = found[0][0].as<NotebookId>();
    auto const from = found[0][2].as<std::string>(user_id.text());
    if (from != workspace_id) {
        bool const is_own = workspace_id == user_id.text();
        work->exec_params(kMove, user_id, id, is_own ? std::nullopt : std::optional(workspace_id));
        if (from != user_id.text())
            note(*work, from, user_id, {.action = "notebook_moved_out", .notebook_id = id});
        if (!is_own) {
            note(*work, workspace_id, user_id, {.action = "notebook_moved_in", .notebook_id = id});
            work->exec_params(kWakeReaders, workspace_id);
        }
    }
    return work->exec_params1(kShowMoved, user_id, id)[0].as<std::string>();
}

}  // namespace rmirror::workspaces
