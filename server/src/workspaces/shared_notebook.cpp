// SPDX-License-Identifier: AGPL-3.0-or-later
#include "workspaces/shared_notebook.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "workspaces/membership.hpp"

#include <pqxx/result>

#include <utility>

namespace rmirror::workspaces {

namespace {

constexpr auto kFindNotebook = R"sql(
    SELECT user_id, id, notebook_uuid, role
    FROM (SELECT user_id, id, notebook_uuid, 'owner' AS role, 1 AS nth
          FROM notebooks WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL
          UNION ALL
          SELECT notebook.user_id, notebook.id, notebook.notebook_uuid, membership.role, 2
          FROM workspace_members AS membership
          JOIN notebooks AS notebook ON notebook.workspace_id = membership.workspace_id
          WHERE membership.user_id = $1 AND notebook.user_id <> $1 AND notebook.deleted_at IS NULL
              AND (notebook.id = $2 OR notebook.notebook_uuid = $2)
              AND NOT EXISTS (SELECT 1 FROM notebooks
                              WHERE user_id = $1 AND notebook_uuid = $2 AND deleted_at IS NULL)) AS named
    ORDER BY nth, id LIMIT 1)sql";

constexpr auto kFindPart = R"sql(
    WITH people AS MATERIALIZED (
        SELECT DISTINCT other.user_id
        FROM workspace_members AS mine
        JOIN workspace_members AS other ON other.workspace_id = mine.workspace_id
        WHERE mine.user_id = $1 AND other.user_id <> $1),
    part AS MATERIALIZED (
        SELECT user_id, id AS page_id FROM pages WHERE id = $2 AND user_id IN (SELECT user_id FROM people)
        UNION ALL
        SELECT user_id, page_id FROM todos WHERE id = $2 AND user_id IN (SELECT user_id FROM people)
        UNION ALL
        SELECT user_id, page_id FROM highlights WHERE id = $2 AND user_id IN (SELECT user_id FROM people)
        UNION ALL
        SELECT user_id, page_id FROM attachments WHERE id = $2 AND user_id IN (SELECT user_id FROM people)
        UNION ALL
        SELECT user_id, page_id FROM uploads WHERE id = $2 AND user_id IN (SELECT user_id FROM people))
    SELECT notebook.user_id, notebook.id, notebook.notebook_uuid, membership.role
    FROM part
    JOIN pages AS page ON page.user_id = part.user_id AND page.id = part.page_id
    JOIN notebooks AS notebook ON notebook.user_id = page.user_id AND notebook.id = page.notebook_id
    JOIN workspace_members AS membership
        ON membership.user_id = $1 AND membership.workspace_id = notebook.workspace_id
    LIMIT 1)sql";

constexpr auto kFindTodosOfOthers = R"sql(
    WITH people AS MATERIALIZED (
        SELECT DISTINCT other.user_id
        FROM workspace_members AS mine
        JOIN workspace_members AS other ON other.workspace_id = mine.workspace_id
        WHERE mine.user_id = $1 AND other.user_id <> $1)
    SELECT notebook.user_id, notebook.id, notebook.notebook_uuid, membership.role, todo.id
    FROM todos AS todo
    JOIN pages AS page ON page.user_id = todo.user_id AND page.id = todo.page_id
    JOIN notebooks AS notebook ON notebook.user_id = page.user_id AND notebook.id = page.notebook_id
    JOIN workspace_members AS membership
        ON membership.user_id = $1 AND membership.workspace_id = notebook.workspace_id
    WHERE todo.user_id IN (SELECT user_id FROM people) AND todo.id = ANY ($2::uuid[])
    ORDER BY notebook.user_id, notebook.id)sql";

constexpr auto kListPeopleOnShelf = R"sql(
    SELECT user_id FROM notebooks WHERE workspace_id = $1
    UNION
    SELECT user_id FROM workspace_departures WHERE workspace_id = $1
    ORDER BY user_id)sql";

constexpr auto kMayWrite = "SELECT member_writes($1, $2)";

SharedNotebook notebook_in(pqxx::row const& row, UserId const& member_id)
{
    return {member_id, row[0].as<UserId>(), row[1].as<NotebookId>(), row[2].as<std::string>(),
            role_of(row[3].as<std::string>())};
}

std::optional<SharedNotebook> notebook_if_any(pqxx::result const& rows, UserId const& member_id)
{
    return rows.empty() ? std::nullopt : std::optional(notebook_in(rows[0], member_id));
}

}  // namespace

std::optional<SharedNotebook> find_shared_notebook(pqxx::work& work, UserId const& member_id,
                                                   std::string const& name)
{
    return notebook_if_any(work.exec_params(kFindNotebook, member_id, name), member_id);
}

std::optional<SharedNotebook> find_notebook_of_part(pqxx::work& work, UserId const& member_id,
                                                    std::string const& part_id)
{
    return notebook_if_any(work.exec_params(kFindPart, member_id, part_id), member_id);
}

std::vector<SharedTodos> find_shared_todos(pqxx::work& work, UserId const& member_id,
                                           std::vector<std::string> const& todo_ids)
{
    std::vector<SharedTodos> found;
    for (auto const& row : work.exec_params(kFindTodosOfOthers, member_id, ArrayText(todo_ids).str())) {
        auto notebook = notebook_in(row, member_id);
        if (found.empty() || found.back().notebook.id != notebook.id)
            found.push_back({std::move(notebook), {}});
        found.back().ids.push_back(row[4].as<std::string>());
    }
    return found;
}

std::optional<std::vector<UserId>> people_on_shelf(pqxx::work& work, UserId const& member_id,
                                                   std::string const& workspace_id)
{
    if (!find_role(work, member_id, workspace_id))
        return std::nullopt;
    std::vector<UserId> people;
    for (auto const& row : work.exec_params(kListPeopleOnShelf, workspace_id))
        people.push_back(row[0].as<UserId>());
    return people;
}

void expect_writer(pqxx::work& work, SharedNotebook const& notebook)
{
    if (!work.exec_params1(kMayWrite, notebook.member_id, notebook.id)[0].as<bool>())
        throw RoleRefused();
}

}  // namespace rmirror::workspaces
