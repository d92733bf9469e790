// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "http/query.hpp"
#include "library/change_feed.hpp"

namespace rmirror::routes {

namespace {

constexpr std::int64_t kLongestWait = 25;  // Seconds; below what proxies and browsers wait for.

void show_changes(App& app, Call const& call, http::Answer const& answer)
{
    http::Query query(call.request);
    auto const since = Cursor::parse(query.text_if_any("since", {.most = 100}).value_or("0"));
    std::chrono::seconds const wait(query.integer_if_any("wait", 0, kLongestWait).value_or(0));
    if (!since)
        query.refuse("since", "It must be the `cursor` of a manifest or the `next` of an earlier answer.");
    if (auto refusal = query.refusal())
        return answer.send(std::move(*refusal));
    app.changes.answer_when_changed(call.user.id, *since, wait, answer);
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
