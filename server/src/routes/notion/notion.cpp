// SPDX-License-Identifier: AGPL-3.0-or-later
// How Notion can be connected, and testing a connection.
#include "app.hpp"
#include "routes/later.hpp"
#include "routes/routes.hpp"

#include "connections/connections.hpp"
#include "db/transaction.hpp"
#include "http/problem.hpp"
#include "input/uuid.hpp"
#include "notion/access.hpp"
#include "notion/asking.hpp"
#include "notion/connection/grants.hpp"
#include "notion/workspace/pages.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

namespace rmirror::routes {

namespace json = boost::json;
using http::Code;
using http::Reply;
using notion::Failed;

namespace {

constexpr std::size_t kTestedPages = 5;

Reply notion_reply(json::object const& members)
{
    return http::ok_json(json::serialize(members)).with("Cache-Control", "no-store");
}

Reply show(App& app, Call const& /*call*/)
{
    return notion_reply({{"can_authorize", app.notion.has_program()}});
}

json::array shown(std::vector<notion::Page> const& pages)
{
    json::array items;
    for (auto const& page : pages)
        items.push_back({{"id", page.id}, {"title", page.title}});
    return items;
}

/// Records whether the token may read content: it may if the call succeeded, not if Notion answered that it's
/// forbidden.
void note_reading(App& app, UserId const& user_id, ConnectionId const& id,
                  notion::Outcome<notion::PageList> const& outcome)
{
    auto const* const failed = std::get_if<Failed>(&outcome);
    bool const is_granted = std::holds_alternative<notion::PageList>(outcome);
    if (is_granted || (failed && failed->why == Failed::Why::forbidden))
        db::as_user(app.pool, user_id, [&](pqxx::work& work) {
            notion::note_right(work, user_id, id, notion::Right::reads_content, is_granted);
        });
}

/// Tests a connection by searching for a few pages. The reply of POST /api/v1/connections/{id}/test.
Reply tried(App& app, UserId const& user_id, ConnectionId const& id, std::string const& name)
{
    auto const access = db::as_user(app.pool, user_id, [&](pqxx::work& work) {
        return notion::open_access(work, app.vault, user_id, id);
    });
    auto const outcome = notion::ask_with<notion::PageList>(
        app.notion_tokens, user_id, access, [&](notion::Access const& open) {
            return notion::search_pages(app.notion, user_id, open, {.page_size = kTestedPages});
        });
    note_reading(app, user_id, id, outcome);
    json::object test{
        {"is_ok", true}, {"problem", nullptr}, {"workspace_name", name}, {"pages", json::array()}};
    if (auto const* const list = std::get_if<notion::PageList>(&outcome)) {
        test["pages"] = shown(list->pages);
        return notion_reply(test);
    }
    test["is_ok"] = false;
    auto const sentence = notion::sentence_about(outcome);
    test["problem"] = json::string_view(sentence.data(), sentence.size());
    return notion_reply(test);
}

void test(App& app, Call const& call, http::Answer const& given)
{
    auto const uuid = input::parse_uuid(call.request.parameter("id"));
    ConnectionId const id(uuid.value_or(""));
    auto const stored = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        return uuid ? connections::look_up(work, app.vault, call.user.id, notion::kProvider, id)
                    : std::nullopt;
    });
    if (!stored)
        return given.send(http::problem(Code::Not_Found, "This connection to Notion doesn't exist."));
    answer_async(app, call, given, [&app, user_id = call.user.id, id, name = stored->workspace_name] {
        return tried(app, user_id, id, name);
    });
}

/// Longer than calls to Notion may take.
constexpr http::Traits kAsking{.timeout = std::chrono::seconds(100)};

constexpr Row kNotionRows[] = {
    {http::Method::get, "/api/v1/connections/notion", Access::person, show},
    {http::Method::post, "/api/v1/connections/:id/test", Access::person, test, kAsking},
};

}  // namespace

Table notion_routes()
{
    return kNotionRows;
}

}  // namespace rmirror::routes
