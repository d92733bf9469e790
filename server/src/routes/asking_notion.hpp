// SPDX-License-Identifier: AGPL-3.0-or-later
// What the routes share that ask Notion for the person who calls.
#pragma once

#include "app.hpp"
#include "routes/later.hpp"
#include "routes/routes.hpp"

#include "http/query.hpp"
#include "notion/access.hpp"
#include "notion/asking.hpp"
#include "notion/search.hpp"

#include <boost/json/value.hpp>

#include <chrono>
#include <optional>
#include <variant>

namespace rmirror::routes {

/// Longer than Notion is waited for, call after call.
constexpr http::Traits kAskingNotion{.timeout = std::chrono::seconds(120)};

/// What the query says of the connection; the oldest unless it says.
std::optional<ConnectionId> connection_in(http::Query& query);
/// What the query looks for by title, and the piece of it that is asked for.
notion::Search search_in(http::Query& query);

std::variant<notion::Access, notion::NoAccess> open_notion(App& app, UserId const& user_id,
                                                           std::optional<ConnectionId> const& connection_id);

template <typename T, typename Ask>
notion::Outcome<T> ask_notion(App& app, UserId const& user_id,
                              std::variant<notion::Access, notion::NoAccess> const& access, Ask const& ask)
{
    return notion::ask_with<T>(app.notion_tokens, user_id, access, ask);
}

http::Reply problem_of(notion::NoAccess why);
/// What Notion does not know is not found here either.
http::Reply problem_about_page(notion::Failed const& failed);

/// Of an outcome that brought nothing.
template <typename T>
http::Reply problem_of(notion::Outcome<T> const& outcome)
{
    if (auto const* const failed = std::get_if<notion::Failed>(&outcome))
        return problem_about_page(*failed);
    return problem_of(std::get<notion::NoAccess>(outcome));
}

/// Nobody keeps it.
http::Reply notion_answer(boost::json::value const& value);

}  // namespace rmirror::routes
