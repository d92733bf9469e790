// SPDX-License-Identifier: AGPL-3.0-or-later
#include "admin/invitations.hpp"
#include "http/body/json_body.hpp"
#include "input/uuid.hpp"
#include "mail/requests.hpp"
#include "routes/admin/admin_requests.hpp"

#include <boost/json.hpp>

#include <array>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

using http::Code;
using http::Method;
using http::Reply;

constexpr std::array<std::string_view, 2> kWaitingStates = {"waiting", "invited"};

/// The code is in the fragment, which browsers don't send to servers.
std::string link_of(App const& app, admin::Invited const& invited)
{
    return app.sign_in.public_url() + "/sign-up#invitation=" + invited.code;
}

Reply list_invitations(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const piece = admin_piece(query);
    if (auto refusal = query.refusal())
        return *refusal;
    return admin_json(
        db::as_admin(app.pool, [&](pqxx::work& work) { return admin::list_invitations(work, piece); }));
}

Reply create_invitation(App& app, Call const& call)
{
    return act(app, call, [&](pqxx::work& work, admin::Actor const& actor) {
        auto const created = admin::create_invitation(work, actor);
        auto reply = admin_json(json::serialize(json::object{
            {"id", created.id.text()}, {"link", link_of(app, created)}, {"expires_at", created.expires_at}}));
        reply.status = Code::Created;
        return reply;
    });
}

Reply revoke_invitation(App& app, Call const& call)
{
    auto const id = input::parse_uuid(call.request.parameter("id"));
    return act(app, call, [&](pqxx::work& work, admin::Actor const& actor) {
        auto const revoked =
            id ? admin::revoke_invitation(work, actor, admin::InvitationId(*id)) : admin::Revoked::unknown;
        if (revoked == admin::Revoked::unknown)
            return http::problem(Code::Not_Found, "This invitation doesn't exist.");
        if (revoked == admin::Revoked::is_used)
            return http::problem(Code::Conflict, "This invitation was used already.");
        return http::empty_reply(Code::No_Content);
    });
}

Reply list_waiting(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const state = query.one_of_if_any("state", kWaitingStates);
    auto const piece = admin_piece(query);
    if (auto refusal = query.refusal())
        return *refusal;
    return admin_json(
        db::as_admin(app.pool, [&](pqxx::work& work) { return admin::list_waiting(work, state, piece); }));
}

Reply invite_waiting(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const ids = body.fields().uuids_if_any("ids", admin::kMaxInvitedTogether);
    if (ids.empty())
        body.fields().refuse("ids", "Must name at least one.");
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    return act(app, call, [&](pqxx::work& work, admin::Actor const& actor) {
        json::array items;
        auto const mailed_code = [&](std::string const& email) {
            return mail::request_invitation(work, call.user.id, email, app.mail_links);
        };
        for (auto const& each : admin::invite_waiting(work, actor, ids, mailed_code))
            items.push_back({{"id", each.waiting->text()},
                             {"email", each.email},
                             {"link", link_of(app, each)},
                             {"is_mailed", each.is_mailed},
                             {"expires_at", each.expires_at}});
        return admin_json(json::serialize(json::object{{"items", std::move(items)}}));
    });
}

Reply remove_waiting(App& app, Call const& call)
{
    auto const id = input::parse_uuid(call.request.parameter("id"));
    return act(app, call, [&](pqxx::work& work, admin::Actor const& actor) {
        bool const is_gone = id && admin::remove_waiting(work, actor, admin::WaitingId(*id));
        return is_gone ? http::empty_reply(Code::No_Content)
                       : http::problem(Code::Not_Found, "This person isn't on the waitlist any more.");
    });
}

constexpr Row kInvitationRows[] = {
    {Method::get, "/api/v1/admin/invitations", Access::admin, list_invitations},
    {Method::post, "/api/v1/admin/invitations", Access::admin, create_invitation},
    {Method::remove, "/api/v1/admin/invitations/:id", Access::admin, revoke_invitation},
    {Method::get, "/api/v1/admin/waitlist", Access::admin, list_waiting},
    {Method::post, "/api/v1/admin/waitlist/invitations", Access::admin, invite_waiting},
    {Method::remove, "/api/v1/admin/waitlist/:id", Access::admin, remove_waiting},
};

}  // namespace

Table admin_invitation_routes()
{
    return kInvitationRows;
}

}  // namespace rmirror::routes
