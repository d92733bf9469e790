// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/workspace/databases.hpp"

#include "crypto/json_member.hpp"
#include "input/uuid.hpp"
#include "notion/workspace/plain_text.hpp"
#include "notion/workspace/todo_properties.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <span>
#include <utility>

namespace rmirror::notion {

namespace json = boost::json;
using crypto::array_member;
using crypto::object_member;
using crypto::text_member;

namespace {

std::optional<Database> read_database(json::object const& object)
{
    auto id = input::parse_uuid(text_member(object, "id"));
    if (!id || text_member(object, "object") != "data_source")
        return std::nullopt;
    auto const* const icon = object_member(object, "icon");
    return Database{.id = std::move(*id),
                    .title = plain_text(object, "title"),
                    .url = std::string(text_member(object, "url")),
                    .last_edited_time = std::string(text_member(object, "last_edited_time")),
                    .icon = icon ? std::string(text_member(*icon, "emoji")) : "",
                    .missing = missing_properties(object),
                    .missing_for_todos = missing_properties(object, kTodoProperties)};
}

json::array rich_text(std::string const& text)
{
    json::array parts;
    parts.push_back(json::object{{"type", "text"}, {"text", {{"content", text}}}});
    return parts;
}

/// Builds a data source object with these properties, in Notion's form.
json::object described(std::span<RowProperty const> properties)
{
    json::object has;
    for (auto const& [name, type] : properties)
        has[json::string_view(name.data(), name.size())] =
            json::object{{"type", json::string_view(type.data(), type.size())}};
    return {{"properties", std::move(has)}};
}

/// Id of the database's first data source; empty if it has none.
std::string source_of(json::object const& database)
{
    auto const* const sources = array_member(database, "data_sources");
    auto const* const first = sources && !sources->empty() ? sources->front().if_object() : nullptr;
    return first ? input::parse_uuid(text_member(*first, "id")).value_or("") : "";
}

}  // namespace

Answered<DatabaseList> search_databases(Api const& api, UserId const& user_id, Access const& access,
                                        Search const& search)
{
    auto answer = notion::search(api, user_id, access, "data_source", search);
    if (auto const* const failed = std::get_if<Failed>(&answer))
        return *failed;
    auto& found = std::get<Found>(answer);
    DatabaseList list{.databases = {}, .next = std::move(found.next)};
    for (auto const& object : found.objects)
        if (auto database = read_database(object))
            list.databases.push_back(std::move(*database));
    return list;
}

Answered<Database> make_database(Api const& api, UserId const& user_id, Access const& access,
                                 NewDatabase const& wanted)
{
    json::object const body{
        {"parent", {{"type", "page_id"}, {"page_id", wanted.page_id}}},
        {"title", rich_text(wanted.title)},
        {"initial_data_source", {{"properties", wanted.is_for_todos ? todo_schema() : schema_of()}}}};
    auto const answer = api.ask(user_id, access, "POST", "/databases", json::serialize(body));
    if (auto const* const failed = std::get_if<Failed>(&answer))
        return *failed;
    auto const& made = std::get<json::object>(answer);
    auto const has = wanted.is_for_todos ? described(kTodoProperties) : described(kRowProperties);
    Database database{.id = source_of(made),
                      .title = plain_text(made, "title"),
                      .url = std::string(text_member(made, "url")),
                      .last_edited_time = std::string(text_member(made, "last_edited_time")),
                      .icon = {},
                      .missing = missing_properties(has),
                      .missing_for_todos = missing_properties(has, kTodoProperties)};
    if (database.id.empty())
        return Failed{.why = Failed::Why::odd};
    return database;
}

namespace {

/// A data source has exactly one title property, and property names are unique.
bool can_be_added(MissingProperty const& missing)
{
    return missing.found_type.empty() && missing.wanted.type != "title";
}

json::object schema_of(std::vector<MissingProperty> const& missing)
{
    std::vector<RowProperty> wanted;
    wanted.reserve(missing.size());
    for (auto const& each : missing)
        wanted.push_back(each.wanted);
    return notion::schema_of(wanted);
}

}  // namespace

Answered<Completed> add_missing_properties(Api const& api, UserId const& user_id, Access const& access,
                                           Completion const& wanted)
{
    auto const path = "/data_sources/" + wanted.id;
    auto answer = api.ask(user_id, access, "GET", path);
    if (auto const* const failed = std::get_if<Failed>(&answer))
        return *failed;
    auto const& found = std::get<json::object>(answer);
    if (crypto::flag_member(found, "in_trash"))
        return Unchanged::in_trash;
    auto const needed =
        wanted.is_for_todos ? std::span<RowProperty const>(kTodoProperties) : std::span(kRowProperties);
    auto const missing = missing_properties(found, needed);
    if (!std::all_of(missing.begin(), missing.end(), can_be_added))
        return Unchanged::conflicting;
    if (!missing.empty())
        answer = api.ask(user_id, access, "PATCH", path,
                         json::serialize(json::object{{"properties", schema_of(missing)}}));
    if (auto const* const failed = std::get_if<Failed>(&answer))
        return failed->why == Failed::Why::odd ? Answered<Completed>(Unchanged::refused) : *failed;
    auto database = read_database(std::get<json::object>(answer));
    return database ? Answered<Completed>(std::move(*database)) : Failed{.why = Failed::Why::odd};
}

}  // namespace rmirror::notion
