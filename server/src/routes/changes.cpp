// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "http/problem.hpp"
#include "http/query.hpp"
#include "library/change_feed.hpp"

namespace rmirror::routes {

namespace {

constexpr std::int64_t kLongestWait = 25;  // Seconds; below what proxies and browsers wait for.

http::Reply reply_of(std::optional<std::string> changes)
{
    if (!changes)
        return http::problem(http::Code::Service_Unavailable,
                             "Changes can't be loaded at the moment. Try again.")
            .with("Retry-After", "5");
    return http::ok_json(std::move(*changes)).with("Cache-Control", "no-store");
}

void show_changes(App& app, Call const& call, http::Answer const& answer)
{
    http::Query query(call.request);
    auto const since = library::Cursor::parse(query.text_if_any("since", {.most = 100}).value_or("0"));
    std::chrono::seconds const wait(query.integer_if_any("wait", 0, kLongestWait).value_or(0));
    if (!since)
        query.refuse("since", "Must be the `cursor` of a manifest or the `next` of an earlier answer.");
    if (auto refusal = query.refusal())
        return answer.send(std::move(*refusal));
    auto forget = app.changes.tell_when_changed(
        call.user.id, *since, wait,
        [answer](std::optional<std::string> changes) { answer.send(reply_of(std::move(changes))); });
    if (forget)
        answer.on_gone(std::move(forget));
}

constexpr Row kRows[] = {
    {http::Method::get, "/api/v1/changes", Access::user, show_changes},
};

}  // namespace

Table changes_routes()
{
    return kRows;
}

}  // namespace rmirror::routes
