// SPDX-License-Identifier: AGPL-3.0-or-later
// The owner's side of links to notebooks and pages.
#include "sharing/links.hpp"

#include "app.hpp"
#include "routes/routes.hpp"

#include "auth/client_info.hpp"
#include "auth/password_policy.hpp"
#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/body/query.hpp"
#include "http/problem.hpp"

#include <boost/json.hpp>

#include <utility>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

using http::Code;
using http::Reply;

/// Less than for an account: the number of attempts is limited in the same way, and there is less to win.
constexpr std::size_t kMinLinkPassword = 6;
constexpr input::Length kLinkPassword{.min = kMinLinkPassword, .max = auth::kMaxPassword};
constexpr input::Length kShownName{.min = 0, .max = 200};

Reply refused(sharing::NotAdded why)
{
    switch (why) {
        case sharing::NotAdded::in_the_past:
            return http::problem(input::Fault{"expires_at", "Must be in the future."});
        case sharing::NotAdded::too_many:
            return http::problem(Code::Conflict,
                                 "You have " + std::to_string(sharing::kMaxLinks) +
                                     " links, which is the limit. Revoke some that you don't need.",
                                 {{"type", "too_many_links"}});
        case sharing::NotAdded::no_such_page:
            break;
    }
    return http::problem(Code::Not_Found, "This notebook or page doesn't exist.");
}

/// The dashboard's address of a shared page. The token is in the fragment, which browsers send to no server.
std::string address_of(App const& app, std::string const& token)
{
    return app.sign_in.public_url() + "/shared#" + token;
}

Reply add_link(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto& fields = body.fields();
    sharing::NewLink link;
    link.notebook_uuid = fields.uuid("notebook_uuid");
    link.page_uuid = fields.uuid_if_any("page_uuid");
    link.expires_at = fields.time_if_any("expires_at");
    link.shown_name = fields.text_if_any("shown_name", kShownName).value_or("");
    link.allows_download = fields.flag_if_any("allows_download").value_or(false);
    auto const password = fields.text_if_any("password", kLinkPassword);
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    if (password)
        link.password_hash = app.sign_in.passwords().hash(*password);
    auto const client = auth::client_info_of(call.request);
    auto const added = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        auto result = sharing::add_link(work, call.user.id, link);
        if (std::holds_alternative<sharing::AddedLink>(result))
            auth::note(work, call.user.id, "link_added", client);
        return result;
    });
    if (auto const* const why = std::get_if<sharing::NotAdded>(&added))
        return refused(*why);
    auto const& [token, shown] = std::get<sharing::AddedLink>(added);
    auto members = json::parse(shown).as_object();
    members["token"] = token;
    members["url"] = address_of(app, token);
    auto reply = http::ok_json(json::serialize(members)).with("Cache-Control", "no-store");
    reply.status = Code::Created;
    return reply;
}

Reply list_links(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const notebook = query.uuid_if_any("notebook_uuid");
    auto const piece = query.piece();
    if (auto refusal = query.refusal())
        return std::move(*refusal);
    return http::ok_json(db::as_reader(app.pool, call.user.id,
                                       [&](pqxx::work& work) {
                                           return sharing::list_links(work, call.user.id, notebook,
                                                                      piece.limit, piece.after);
                                       }))
        .with("Cache-Control", "no-store");
}

Reply revoke_link(App& app, Call const& call)
{
    auto const id = input::parse_uuid(call.request.parameter("id"));
    auto const client = auth::client_info_of(call.request);
    bool const was_there = id && db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
                               if (!sharing::revoke_link(work, call.user.id, *id))
                                   return false;
                               auth::note(work, call.user.id, "link_revoked", client);
                               return true;
                           });
    return was_there ? http::empty_reply(Code::No_Content)
                     : http::problem(Code::Not_Found, "This link doesn't exist any more.");
}

constexpr Row kLinkRows[] = {
    // It may hash a password.
    {http::Method::post, "/api/v1/links", Access::person, add_link, {.runs = http::Runs::apart}},
    {http::Method::get, "/api/v1/links", Access::person, list_links},
    {http::Method::remove, "/api/v1/links/:id", Access::person, revoke_link},
};

}  // namespace

Table link_routes()
{
    return kLinkRows;
}

}  // namespace rmirror::routes
