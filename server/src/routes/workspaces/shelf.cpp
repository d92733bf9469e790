// SPDX-License-Identifier: AGPL-3.0-or-later
// What is in a workspace: its notebooks, and moving one there.
#include "workspaces/shelf.hpp"

#include "app.hpp"
#include "routes/changes_reply.hpp"
#include "routes/routes.hpp"
#include "routes/workspaces/refusals.hpp"

#include "http/body/json_body.hpp"
#include "http/body/query.hpp"
#include "http/files/compression.hpp"
#include "input/uuid.hpp"
#include "library/changes/change_feed.hpp"
#include "library/work.hpp"
#include "workspaces/move.hpp"
#include "workspaces/shelf_changes.hpp"

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace rmirror::routes {

namespace {

using http::Reply;

/// As for one's own covers.
constexpr std::size_t kMaxShelfCovers = 48;

std::string shelf_of(Call const& call)
{
    return input::parse_uuid(call.request.parameter("workspace_id"))
        .value_or("00000000-0000-0000-0000-000000000000");
}

Reply show_shelf(App& app, Call const& call)
{
    auto shown = workspaces::read_shelf(app.pool, call.user.id, shelf_of(call));
    auto reply = shown ? http::ok_json(std::move(*shown)).with("Cache-Control", "private, no-cache")
                       : workspace_reply(workspaces::Refusal::no_such_workspace);
    http::compress(reply, call.request);
    return reply;
}

Reply list_shelf_covers(App& app, Call const& call)
{
    http::Query query(call.request);
    std::vector<NotebookId> notebooks;
    for (auto const& text : query.texts("notebook", {.min = 1, .max = 36}, kMaxShelfCovers)) {
        auto const id = input::parse_uuid(text);
        if (!id)
            query.refuse("notebook", "Must be a UUID.");
        else
            notebooks.emplace_back(*id);
    }
    if (auto refusal = query.refusal())
        return std::move(*refusal);
    auto shown = workspaces::read_covers(app.pool, call.user.id, shelf_of(call), notebooks);
    return shown ? http::ok_json(std::move(*shown)) : workspace_reply(workspaces::Refusal::no_such_workspace);
}

Reply move_notebook(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const target = body.fields().uuid("workspace_id");
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto const notebook = input::parse_uuid(call.request.parameter("notebook_uuid"));
    if (!notebook)
        return workspace_reply(workspaces::Refusal::no_such_notebook);
    return workspace_reply(library::write_as_system(app.pool, call.user.id, [&](library::LibraryWork& work) {
        return workspaces::move_notebook(work, *notebook, target);
    }));
}

http::Reply reply_with(std::optional<library::Changes> changes)
{
    if (changes && changes->is_of_no_member)
        return workspace_reply(workspaces::Refusal::no_such_workspace);
    return changes_reply(std::move(changes));
}

void show_shelf_changes(App& app, Call const& call, http::Answer const& answer)
{
    http::Query query(call.request);
    auto const since = workspaces::ShelfCursor::parse(
        query.text_if_any("since", {.max = workspaces::kMaxShelfCursor}).value_or(""));
    std::chrono::seconds const wait(query.integer_if_any("wait", 0, kLongestWait).value_or(0));
    if (!since)
        query.refuse("since",
                     "Must be the `cursor` of the workspace's tree, or the `next` of an earlier answer.");
    if (auto refusal = query.refusal())
        return answer.send(std::move(*refusal));
    auto const workspace = shelf_of(call);
    library::ChangeFeed::Watch watch{
        call.user.id,
        wait.count() > 0 ? workspaces::watched_on_shelf(app.pool, call.user.id, workspace)
                         : std::vector<UserId>(),
        [&app, member = call.user.id, workspace, since = *since] {
            return workspaces::shelf_changes_since(app.pool, member, workspace, since);
        }};
    auto forget = app.changes.wait_for(
        std::move(watch), wait,
        [answer](std::optional<library::Changes> changes) { answer.send(reply_with(std::move(changes))); });
    if (forget)
        answer.on_disconnect(std::move(forget));
}

constexpr Row kShelfRows[] = {
    {http::Method::get, "/api/v1/workspaces/:workspace_id/tree", Access::user, show_shelf},
    {http::Method::get, "/api/v1/workspaces/:workspace_id/covers", Access::user, list_shelf_covers},
    {http::Method::get, "/api/v1/workspaces/:workspace_id/changes", Access::user, show_shelf_changes},
    {http::Method::put,
     "/api/v1/notebooks/:notebook_uuid/workspace",
     Access::person,
     move_notebook,
     {.runs = http::Runs::on_library_worker}},
};

}  // namespace

Table shelf_routes()
{
    return kShelfRows;
}

}  // namespace rmirror::routes
