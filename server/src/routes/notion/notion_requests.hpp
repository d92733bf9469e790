// SPDX-License-Identifier: AGPL-3.0-or-later
// Shared by the routes that call Notion on behalf of the signed-in user.
#pragma once

#include "app.hpp"
#include "routes/later.hpp"
#include "routes/routes.hpp"

#include "http/body/query.hpp"
#include "notion/access.hpp"
#include "notion/asking.hpp"
#include "notion/workspace/search.hpp"

#include <boost/json/value.hpp>

#include <chrono>
#include <optional>
#include <variant>

namespace rmirror::routes {

/// Longer than several calls to Notion in a row can take.
constexpr http::Traits kAskingNotion{.timeout = std::chrono::seconds(120)};

/// Reads the parameter `connection_id`. nullopt stands for the user's oldest connection to Notion.
std::optional<ConnectionId> connection_in(http::Query& query);
/// Reads `q` (words of the title), `limit` (20 by default, at most 100) and `cursor`.
notion::Search search_in(http::Query& query);

std::variant<notion::Access, notion::NoAccess> open_notion(App& app, UserId const& user_id,
                                                           std::optional<ConnectionId> const& connection_id);

/// Calls `ask` with the access. If Notion refuses the token, refreshes it and calls `ask` once more.
template <typename T, typename Ask>
notion::Outcome<T> call_notion(App& app, UserId const& user_id,
                               std::variant<notion::Access, notion::NoAccess> const& access, Ask const& ask)
{
    return notion::ask_with<T>(app.notion_tokens, user_id, access, ask);
}

http::Reply problem_of(notion::NoAccess why);
/// 404 if Notion doesn't find the page; otherwise as problem_of(failed).
http::Reply problem_about_page(notion::Failed const& failed);

/// The problem for an outcome that holds no value.
template <typename T>
http::Reply problem_of(notion::Outcome<T> const& outcome)
{
    if (auto const* const failed = std::get_if<notion::Failed>(&outcome))
        return problem_about_page(*failed);
    return problem_of(std::get<notion::NoAccess>(outcome));
}

/// 200 with the JSON and `Cache-Control: no-store`.
http::Reply no_store_json(boost::json::value const& value);

}  // namespace rmirror::routes
