// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/notion/notion_requests.hpp"

#include "db/transaction.hpp"
#include "http/problem.hpp"

#include <boost/json/serialize.hpp>

namespace rmirror::routes {

using http::Code;
using http::Reply;
using notion::NoAccess;

std::optional<ConnectionId> connection_in(http::Query& query)
{
    auto const id = query.uuid_if_any("connection_id");
    return id ? std::optional(ConnectionId(*id)) : std::nullopt;
}

notion::Search search_in(http::Query& query)
{
    auto const piece = query.piece({.default_size = 20, .max = 100});
    auto const words = query.text_if_any("q", {.min = 1, .max = 200});
    return {.page_size = static_cast<std::size_t>(piece.limit),
            .cursor = piece.after.value_or(""),
            .words = words.value_or("")};
}

std::variant<notion::Access, NoAccess> open_notion(App& app, UserId const& user_id,
                                                   std::optional<ConnectionId> const& connection_id)
{
    return db::as_user(app.pool, user_id, [&](pqxx::work& work) {
        return notion::open_access(work, app.vault, user_id, connection_id);
    });
}

Reply problem_of(NoAccess why)
{
    auto const sentence = notion::sentence_about(why);
    switch (why) {
        case NoAccess::none:
            return http::problem(Code::Not_Found, sentence, {{"type", "notion_not_connected"}});
        case NoAccess::unreachable:
            return http::problem(Code::Bad_Gateway, sentence);
        case NoAccess::missing_key:
            return http::problem(Code::Service_Unavailable, sentence);
        case NoAccess::broken:
        case NoAccess::blocked:
            break;
    }
    return http::problem(Code::Conflict, sentence, {{"type", "connect_again"}});
}

Reply problem_about_page(notion::Failed const& failed)
{
    if (failed.why == notion::Failed::Why::not_found)
        return http::problem(Code::Not_Found, notion::sentence_about(failed));
    return problem_of(failed);
}

Reply no_store_json(boost::json::value const& value)
{
    return http::ok_json(boost::json::serialize(value)).with("Cache-Control", "no-store");
}

}  // namespace rmirror::routes
