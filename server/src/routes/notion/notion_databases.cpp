// SPDX-License-Identifier: AGPL-3.0-or-later
// Notion's databases: listing them for a picker, making one, and adding the properties one lacks.
#include "routes/notion/notion_requests.hpp"

#include "http/body/json_body.hpp"
#include "http/problem.hpp"
#include "input/uuid.hpp"
#include "notion/workspace/databases.hpp"

#include <boost/json/array.hpp>

#include <array>
#include <utility>

namespace rmirror::routes {

namespace json = boost::json;
using http::Code;
using http::Reply;
using notion::Database;

namespace {

constexpr input::Length kTitle{.min = 1, .max = 200};
constexpr std::array<std::string_view, 2> kHolds = {"notebooks", "todos"};

json::string_view text(std::string_view view)
{
    return {view.data(), view.size()};
}

json::array shown(std::vector<notion::MissingProperty> const& missing)
{
    json::array properties;
    for (auto const& [wanted, found_type] : missing)
        properties.push_back({{"name", text(wanted.name)},
                              {"type", text(wanted.type)},
                              {"found_type", found_type.empty() ? json::value() : json::value(found_type)}});
    return properties;
}

json::object shown(Database const& database)
{
    json::value const edited =
        database.last_edited_time.empty() ? json::value() : json::value(database.last_edited_time);
    return {{"id", database.id},
            {"title", database.title},
            {"url", database.url},
            {"icon", database.icon},
            {"last_edited_time", edited},
            {"missing", shown(database.missing)},
            {"missing_for_todos", shown(database.missing_for_todos)}};
}

struct Asked {
    UserId user_id;
    std::optional<ConnectionId> connection_id;
};

Reply listed_databases(App& app, Asked const& asked, notion::Search const& search)
{
    auto const access = open_notion(app, asked.user_id, asked.connection_id);
    auto const outcome =
        call_notion<notion::DatabaseList>(app, asked.user_id, access, [&](notion::Access const& open) {
            return notion::search_databases(app.notion, asked.user_id, open, search);
        });
    auto const* const list = std::get_if<notion::DatabaseList>(&outcome);
    if (!list)
        return problem_of(outcome);
    json::array items;
    for (auto const& database : list->databases)
        items.push_back(shown(database));
    return no_store_json(json::object{{"items", std::move(items)},
                                      {"next", list->next ? json::value(*list->next) : json::value()}});
}

void list_databases(App& app, Call const& call, http::Answer const& given)
{
    http::Query query(call.request);
    auto const search = search_in(query);
    Asked const asked{call.user.id, connection_in(query)};
    if (auto refusal = query.refusal())
        return given.send(std::move(*refusal));
    answer_async(app, call, given, [&app, asked, search] { return listed_databases(app, asked, search); });
}

Reply made(App& app, Asked const& asked, notion::NewDatabase const& wanted)
{
    auto const access = open_notion(app, asked.user_id, asked.connection_id);
    auto const outcome = call_notion<Database>(app, asked.user_id, access, [&](notion::Access const& open) {
        return notion::make_database(app.notion, asked.user_id, open, wanted);
    });
    if (auto const* const database = std::get_if<Database>(&outcome)) {
        auto reply = no_store_json(shown(*database));
        reply.status = Code::Created;
        return reply;
    }
    auto const* const failed = std::get_if<notion::Failed>(&outcome);
    if (failed && failed->why == notion::Failed::Why::odd)
        return http::problem(Code::Conflict,
                             "Notion doesn't take a database on this page. Choose another page.");
    return problem_of(outcome);
}

void make(App& app, Call const& call, http::Answer const& given)
{
    http::Query query(call.request);
    Asked const asked{call.user.id, connection_in(query)};
    if (auto refusal = query.refusal())
        return given.send(std::move(*refusal));
    http::JsonBody body(call.request);
    notion::NewDatabase wanted{.page_id = body.fields().uuid("page_id"),
                               .title = body.fields().text("title", kTitle)};
    wanted.is_for_todos = body.fields().one_of_if_any("holds", kHolds) == kHolds.back();
    if (auto refusal = body.refusal())
        return given.send(std::move(*refusal));
    answer_async(app, call, given, [&app, asked, wanted] { return made(app, asked, wanted); });
}

Reply problem_of_unchanged(notion::Unchanged why)
{
    switch (why) {
        case notion::Unchanged::in_trash:
            return http::problem(Code::Conflict,
                                 "The database is in Notion's trash. Restore it there, or choose another.");
        case notion::Unchanged::conflicting:
            return http::problem(
                Code::Conflict,
                "Properties of this database have another type than is needed, or its title has another "
                "name. Change them in Notion, or choose another database.");
        case notion::Unchanged::refused:
            break;
    }
    return http::problem(
        Code::Conflict,
        "Notion doesn't take these properties. Add them in Notion, or choose another database.");
}

Reply problem_about_database(notion::Failed const& failed)
{
    using Why = notion::Failed::Why;
    if (failed.why == Why::not_found)
        return http::problem(Code::Not_Found,
                             "Notion doesn't find the database, or it isn't shared with the "
                             "connection. Share it in Notion, or choose another.");
    if (failed.why == Why::forbidden)
        return http::problem(Code::Conflict,
                             "Notion doesn't allow this connection to do that. Allow it to "
                             "read, insert and update content.");
    return problem_of(failed);
}

Reply completed(App& app, Asked const& asked, notion::Completion const& wanted)
{
    auto const access = open_notion(app, asked.user_id, asked.connection_id);
    auto const outcome =
        call_notion<notion::Completed>(app, asked.user_id, access, [&](notion::Access const& open) {
            return notion::add_missing_properties(app.notion, asked.user_id, open, wanted);
        });
    if (auto const* const done = std::get_if<notion::Completed>(&outcome)) {
        if (auto const* const database = std::get_if<Database>(done))
            return no_store_json(shown(*database));
        return problem_of_unchanged(std::get<notion::Unchanged>(*done));
    }
    if (auto const* const failed = std::get_if<notion::Failed>(&outcome))
        return problem_about_database(*failed);
    return problem_of(std::get<notion::NoAccess>(outcome));
}

void complete(App& app, Call const& call, http::Answer const& given)
{
    http::Query query(call.request);
    Asked const asked{call.user.id, connection_in(query)};
    if (auto refusal = query.refusal())
        return given.send(std::move(*refusal));
    auto id = input::parse_uuid(call.request.parameter("id"));
    if (!id)
        return given.send(http::problem(Code::Not_Found, "A data source of Notion has a UUID for its id."));
    http::JsonBody body(call.request);
    notion::Completion wanted{.id = std::move(*id)};
    wanted.is_for_todos = body.fields().one_of_if_any("holds", kHolds) == kHolds.back();
    if (auto refusal = body.refusal())
        return given.send(std::move(*refusal));
    answer_async(app, call, given, [&app, asked, wanted] { return completed(app, asked, wanted); });
}

constexpr Row kNotionDatabasesRows[] = {
    {http::Method::get, "/api/notion/databases", Access::user, list_databases, kAskingNotion},
    {http::Method::post, "/api/notion/databases", Access::user, make, kAskingNotion},
    {http::Method::post, "/api/notion/databases/:id/properties", Access::user, complete, kAskingNotion},
};

}  // namespace

Table notion_databases_routes()
{
    return kNotionDatabasesRows;
}

}  // namespace rmirror::routes
