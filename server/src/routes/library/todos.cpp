// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"
#include "routes/shared_library.hpp"
#include "routes/workspaces/refusals.hpp"

#include "db/citus.hpp"
#include "db/ids.hpp"
#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/body/query.hpp"
#include "http/problem.hpp"
#include "input/uuid.hpp"
#include "input/written_date.hpp"
#include "library/todos.hpp"
#include "workspaces/merged_lists.hpp"
#include "workspaces/shelf.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

using http::Reply;

// Newest first, without notebooks in the trash. A page was written no later than its notebook was last
// modified on the tablet, and no later than the server first heard of it. The date on a page is extracted
// once for all its to-dos. Reads one row more than the limit to know whether the list continues.
constexpr auto kListTodos = R"sql(
    WITH RECURSIVE folders AS (
        SELECT $6::uuid AS notebook_uuid
        UNION
        SELECT inner_one.notebook_uuid FROM notebooks AS inner_one JOIN folders ON parent_uuid = folders.notebook_uuid
        WHERE user_id = $1 AND deleted_at IS NULL AND document_type = 'folder'),
    found AS MATERIALIZED (
        SELECT todo.id, todo.page_id, todo_json(todo) || jsonb_build_object(
                   'notebook_uuid', notebook.notebook_uuid, 'page_uuid', page.page_uuid,
                   'page_number', page.page_number, 'visible_name', notebook.visible_name,
                   'written_at', least(page.created_at, notebook.last_modified)) AS shown,
               row_number() OVER (ORDER BY todo.id DESC) AS nth
        FROM todos AS todo
        JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = todo.page_id
        JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
        WHERE todo.user_id = $1 AND todo.deleted_at IS NULL AND page.deleted_at IS NULL
            AND notebook.deleted_at IS NULL AND NOT notebook.is_trashed
            AND ($2::text IS NULL OR todo.is_completed = ($2 = 'completed'))
            AND ($3::uuid IS NULL OR notebook.notebook_uuid = $3::uuid OR notebook.id = $3::uuid)
            AND ($7::uuid IS NULL OR notebook.workspace_id = $7::uuid)
            AND ($6::uuid IS NULL OR notebook.parent_uuid IN (SELECT notebook_uuid FROM folders))
            AND ($4::uuid IS NULL OR todo.id < $4::uuid)
        ORDER BY todo.id DESC LIMIT $5 + 1),
    dated AS (
        SELECT id, date_on(page) AS date_written FROM pages AS page
        WHERE user_id = (SELECT $1::uuid) AND id IN (SELECT page_id FROM found))
    SELECT jsonb_build_object(
        'items', coalesce(jsonb_agg(shown || jsonb_build_object('date_written', date_written) ORDER BY nth)
                          FILTER (WHERE nth <= $5), '[]'),
        'next', CASE WHEN count(*) > $5 THEN (SELECT id FROM found WHERE nth = $5) END)
    FROM found JOIN dated ON dated.id = found.page_id)sql";

/// Replaces each item's `date_written`, the text of the date on its page, by a date; null if it has none or
/// it can't be parsed.
std::string with_dates(std::string_view listed)
{
    auto answer = json::parse(listed);
    for (auto& item : answer.at("items").as_array()) {
        auto& date = item.at("date_written");
        auto const read = date.is_string() ? input::date_written(date.as_string()) : std::nullopt;
        date = read ? json::value(*read) : json::value();
    }
    return json::serialize(answer);
}

constexpr std::array<std::string_view, 2> kTodoStates = {"open", "completed"};

Reply list_todos(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const state = query.one_of_if_any("state", kTodoStates);
    auto const notebook = query.uuid_if_any("notebook_uuid");
    auto const folder = query.uuid_if_any("folder");
    auto const workspace = query.uuid_if_any("workspace_id");
    auto const piece = query.piece();
    if (auto refusal = query.refusal())
        return *refusal;
    auto const list = [&](pqxx::work& work, UserId const& person) {
        return work
            .exec_params1(db::routable(kListTodos), person, state, notebook, piece.after, piece.limit, folder,
                          workspace)[0]
            .as<std::string>();
    };
    if (!workspace)
        return http::ok_json(with_dates(db::as_reader(
            app.pool, call.user.id, [&](pqxx::work& work) { return list(work, call.user.id); })));
    auto const lists = workspaces::read_people(app.pool, call.user.id, *workspace, list);
    return lists ? http::ok_json(with_dates(workspaces::merged_lists(*lists, piece.limit)))
                 : workspace_reply(workspaces::Refusal::no_such_workspace);
}

Reply change_todo(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const completed =
        body.fields().flag("is_completed") ? library::Completed::yes : library::Completed::no;
    if (auto refusal = body.refusal())
        return *refusal;
    std::string const id(call.request.parameter("id"));
    bool const is_there = input::is_uuid(id) && write_library(app, call, [&](library::LibraryWork& work) {
                              return library::complete_todo(work, id, completed);
                          });
    return is_there ? http::empty_reply(http::Code::No_Content)
                    : http::problem(http::Code::Not_Found, "This to-do doesn't exist.");
}

constexpr std::size_t kMaxAtOnce = 500;
constexpr std::size_t kManyBytes = 64U << 10U;

/// The ids of those that weren't in that state yet.
json::array complete(App& app, Call const& call, std::vector<std::string> const& ids,
                     library::Completed completed)
{
    auto const changed = write_library(
        app, call, [&](library::LibraryWork& work) { return library::complete_todos(work, ids, completed); });
    return json::parse(changed).as_array();
}

Reply change_todos(App& app, Call const& call)
{
    http::JsonBody body(call.request, kManyBytes);
    auto& fields = body.fields();
    auto const ids = fields.uuids_if_any("ids", kMaxAtOnce);
    if (ids.empty())
        fields.refuse("ids", "It must name at least one to-do.");
    auto const completed = fields.flag("is_completed") ? library::Completed::yes : library::Completed::no;
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto const shared = db::as_system(
        app.pool, [&](pqxx::work& work) { return workspaces::find_shared_todos(work, call.user.id, ids); });
    bool const may_write = std::all_of(shared.begin(), shared.end(), [](auto const& each) {
        return each.notebook.role >= workspaces::Role::member;
    });
    if (!may_write)
        throw workspaces::RoleRefused();
    auto changed = complete(app, call, ids, completed);
    for (auto const& [notebook, of_notebook] : shared) {
        User const person{notebook.owner_id, {}, {}};
        auto more = complete(app, {call.request, person, &notebook}, of_notebook, completed);
        std::move(more.begin(), more.end(), std::back_inserter(changed));
    }
    return http::ok_json(json::serialize(json::object{{"changed", std::move(changed)}}));
}

constexpr Row kTodosRows[] = {
    {http::Method::get, "/api/v1/todos", Access::user, list_todos},
    {http::Method::patch, "/api/v1/todos", Access::user, change_todos, {.body_bytes = kManyBytes}},
    {http::Method::patch, "/api/v1/todos/:id", Access::user, change_todo},
};

}  // namespace

Table todos_routes()
{
    return kTodosRows;
}

}  // namespace rmirror::routes
