// SPDX-License-Identifier: AGPL-3.0-or-later
// What the routes of admins share.
#pragma once

#include "admin/acts.hpp"
#include "app.hpp"
#include "auth/accounts.hpp"
#include "auth/sessions/sessions.hpp"
#include "auth/tokens/authenticator.hpp"
#include "db/transaction.hpp"
#include "http/body/query.hpp"
#include "http/problem.hpp"
#include "routes/routes.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <utility>

namespace rmirror::routes {

constexpr http::PageLimits kAdminPieces{.default_size = 50, .max = 200};

/// Nothing about people is kept in caches.
inline http::Reply admin_json(std::string text)
{
    return http::ok_json(std::move(text)).with("Cache-Control", "no-store");
}

/// 409 with a sentence for people and a type for programs.
inline http::Reply admin_conflict(std::string_view sentence, std::string_view type)
{
    return http::problem(http::Code::Conflict, sentence,
                         {{"type", boost::json::string_view(type.data(), type.size())}});
}

inline admin::Piece admin_piece(http::Query& query)
{
    auto piece = query.piece(kAdminPieces);
    return {.after = std::move(piece.after), .limit = piece.limit};
}

/// Replies with what `function(work)` returns, a reply, in the transaction of an act: one at a time, and only
/// for someone who is still signed in and still an admin.
template <typename Function>
http::Reply act(App& app, Call const& call, Function function)
{
    bool const is_signed_in = db::as_user(
        app.pool, call.user.id, [&](pqxx::work& work) { return auth::lock_session(work, call.user); });
    if (!is_signed_in)
        return auth::invalid_token_reply();
    return db::as_admin(app.pool, [&](pqxx::work& work) -> http::Reply {
        admin::lock_acts(work);
        if (!auth::is_admin(work, call.user.id))
            return http::problem(http::Code::Not_Found, "There is nothing at this address. Check the path.");
        return function(work, admin::Actor{call.user.id});
    });
}

}  // namespace rmirror::routes
