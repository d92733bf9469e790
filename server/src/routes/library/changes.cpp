// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/changes_reply.hpp"
#include "routes/routes.hpp"

#include "http/body/query.hpp"
#include "library/changes/change_feed.hpp"

namespace rmirror::routes {

namespace {

void show_changes(App& app, Call const& call, http::Answer const& answer)
{
    http::Query query(call.request);
    auto const since = library::Cursor::parse(query.text_if_any("since", {.max = 100}).value_or("0"));
    std::chrono::seconds const wait(query.integer_if_any("wait", 0, kLongestWait).value_or(0));
    if (!since)
        query.refuse(
            "since",
            "Must be the `cursor` of the tree or of a manifest, or the `next` of an earlier answer.");
    if (auto refusal = query.refusal())
        return answer.send(std::move(*refusal));
    auto forget = app.changes.wait_for_changes(
        call.user.id, *since, wait,
        [&app, user_id = call.user.id, answer](std::optional<library::Changes> changes) {
            app.replica.expect_news(user_id);
            answer.send(changes_reply(std::move(changes)));
        });
    if (forget)
        answer.on_disconnect(std::move(forget));
}

constexpr Row kChangesRows[] = {
    {http::Method::get, "/api/v1/changes", Access::user, show_changes},
};

}  // namespace

Table changes_routes()
{
    return kChangesRows;
}

}  // namespace rmirror::routes
