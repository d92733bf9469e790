// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/changes.hpp"

#include "http/query.hpp"
#include "library/change_feed.hpp"
#include "routes/for_user.hpp"

namespace rmirror {

namespace {

constexpr std::int64_t kLongestWait = 25;  // Seconds; below what proxies and browsers wait for.

void show_changes(Services& services, http::Request const& request, std::string const& user_id,
                  http::Answer const& answer)
{
    http::Query query(request);
    auto const since = Cursor::parse(query.text_if_any("since", {.most = 100}).value_or("0"));
    std::chrono::seconds const wait(query.integer_if_any("wait", 0, kLongestWait).value_or(0));
    if (!since)
        query.refuse("since", "It must be the `cursor` of a manifest or the `next` of an earlier answer.");
    if (auto refusal = query.refusal())
        return answer.send(std::move(*refusal));
    services.changes->answer_when_changed(user_id, *since, wait, answer);
}

}  // namespace

http::Routes changes_routes(Services& services)
{
    return {{http::Method::get, "/api/v1/changes", for_user(services, show_changes)}};
}

}  // namespace rmirror
