// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/inbound/completed_todos.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "library/todos.hpp"
#include "targets/pg_arrays.hpp"
#include "targets/values.hpp"

#include <boost/json/parse.hpp>
#include <pqxx/result>

#include <algorithm>

namespace rmirror::targets {

namespace {

constexpr db::Statement kHasOpen = R"sql(
    SELECT EXISTS (SELECT 1 FROM todos WHERE user_id = $1 AND deleted_at IS NULL AND NOT is_completed))sql";

// If a notebook has several rows at the service, a page's metadata names its own in `row`.
constexpr db::Statement kList = R"sql(
    WITH seen AS MATERIALIZED (
        SELECT known.notebook_uuid, remote_id, was_ours
        FROM unnest($3::text[], $4::text[], $5::boolean[]) AS given (remote_id, notebook_uuid, was_ours)
        JOIN sync_records AS known
            ON known.external_id = given.remote_id OR known.notebook_uuid = nullif(given.notebook_uuid, '')::uuid
        WHERE known.user_id = $1 AND known.target_name = $2 AND known.item_type = 'notebook'
            AND known.deleted_at IS NULL)
    SELECT page.item_key, page.external_id, page.metadata
    FROM seen
    CROSS JOIN LATERAL (
        SELECT * FROM sync_records WHERE user_id = (SELECT $1::uuid) AND notebook_uuid = seen.notebook_uuid
        OFFSET 0) AS page
    WHERE page.target_name = $2 AND page.item_type = 'page_text' AND page.deleted_at IS NULL
        AND page.external_id IS NOT NULL
        AND coalesce(page.metadata ->> 'row', seen.remote_id) = seen.remote_id
        AND NOT (was_ours AND coalesce(page.synced_at >= nullif($6, '')::timestamptz, true))
        AND EXISTS (SELECT 1 FROM todos
                    WHERE user_id = (SELECT $1::uuid) AND page_id = page.item_key AND deleted_at IS NULL
                        AND NOT is_completed)
    ORDER BY page.id)sql";

// `stands`: the remote page matches the page here, apart from what users changed there.
constexpr db::Statement kReadPage = R"sql(
    SELECT record.status,
        record.status = 'success' AND record.synced_at < $4::timestamptz
            AND record.content_hash = (
                SELECT content_hash(content, integration.templates)
                FROM items_now($1, integration.choice, $5::text[], ARRAY ['page_text'], ARRAY [$3::uuid])) AS stands
    FROM sync_records AS record
    JOIN integrations AS integration ON integration.user_id = $1 AND integration.target_name = $2
    WHERE record.user_id = $1 AND record.target_name = $2 AND record.item_type = 'page_text' AND record.item_key = $3
        AND record.deleted_at IS NULL)sql";

constexpr db::Statement kReadTodos = R"sql(
    SELECT id, text, is_completed FROM todos
    WHERE user_id = $1 AND page_id = $2 AND deleted_at IS NULL ORDER BY source, ordinal, id)sql";

struct Todo {
    std::string id;
    std::string text;
    bool is_completed = false;
};

struct Tick {
    std::string todo_id;
    bool is_completed = false;
};

/// Todos with the same text are matched in their order.
std::vector<Tick> ticks_in(std::vector<Todo> todos, std::vector<RemoteCheckbox> const& boxes)
{
    std::vector<Tick> ticks;
    for (auto const& task : boxes) {
        auto const todo = std::find_if(todos.begin(), todos.end(), [&task](Todo const& each) {
            return std::find(task.texts.begin(), task.texts.end(), each.text) != task.texts.end();
        });
        if (todo == todos.end())
            continue;
        if (todo->is_completed != task.is_ticked)
            ticks.push_back({todo->id, task.is_ticked});
        todos.erase(todo);
    }
    return ticks;
}

}  // namespace

bool has_open_todos(pqxx::work& work, Integration const& integration)
{
    return kHasOpen.row(work, integration.user_id)[0].as<bool>();
}

std::vector<PageWithOpenTodos> pages_with_open_todos(pqxx::work& work, Integration const& integration,
                                                     std::vector<RemoteNotebook> const& notebooks,
                                                     std::string const& since)
{
    ArrayText ids, uuids, ours;
    for (auto const& notebook : notebooks) {
        ids.add(notebook.remote_id);
        uuids.add(notebook.notebook_uuid);
        ours.add(notebook.was_last_ours);
    }
    std::vector<PageWithOpenTodos> pages;
    for (auto const& row : kList.rows(work, integration.user_id, integration.target_name, ids.str(),
                                      uuids.str(), ours.str(), since))
        pages.push_back(
            {row[0].as<std::string>(),
             Remote{row[1].as<std::string>(), boost::json::parse(row[2].as<std::string>()).as_object()}});
    return pages;
}

AppliedTicks apply_checkbox_ticks(pqxx::work& work, Target const& target, Integration const& integration,
                                  PageWithOpenTodos const& page, std::vector<RemoteCheckbox> const& boxes,
                                  std::string const& began_at)
{
    if (!lock_integration(work, integration.user_id, target.name))
        return {};
    library::LibraryWork library(work, integration.user_id);
    auto const rows =
        kReadPage.rows(work, integration.user_id, integration.target_name, page.item_key, began_at,
                       names_of(extras_of(target, plain_values_of(target, integration))));
    if (rows.empty())
        return {};
    std::vector<Todo> todos;
    for (auto const& row : kReadTodos.rows(work, integration.user_id, page.item_key))
        todos.push_back({row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<bool>()});
    auto const ticks = ticks_in(std::move(todos), boxes);
    auto const status = rows[0][0].as<std::string>();
    if (!rows[0][1].as<bool>(false))
        return {.is_early = !ticks.empty() && (status == "success" || status == "in_progress")};
    AppliedTicks applied;
    for (auto const& [todo_id, is_completed] : ticks)
        if (complete_todo(library, todo_id, is_completed ? library::Completed::yes : library::Completed::no))
            ++applied.ticks;
    return applied;
}

}  // namespace rmirror::targets
