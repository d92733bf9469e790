// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "http/body/query.hpp"
#include "http/problem.hpp"
#include "library/changes/change_feed.hpp"

namespace rmirror::routes {

namespace {

constexpr std::int64_t kLongestWait = 25;  // Seconds; shorter than proxies and browsers wait.

http::Reply reply_of(std::optional<library::Changes> changes)
{
    if (!changes)
        return http::problem(http::Code::Service_Unavailable,
                             "Changes can't be loaded at the moment. Try again.")
            .with("Retry-After", "5");
    if (changes->is_lost)
        return http::problem(http::Code::Gone,
                             "Changes since then are no longer available. Load the tree again and continue "
                             "from its `cursor`.")
            .with("Cache-Control", "no-store");
    return http::ok_json(std::move(changes->answer)).with("Cache-Control", "no-store");
}

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
            answer.send(reply_of(std::move(changes)));
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
