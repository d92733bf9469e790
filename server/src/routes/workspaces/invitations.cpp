// SPDX-License-Identifier: AGPL-3.0-or-later
#include "workspaces/invitations.hpp"

#include "app.hpp"
#include "routes/routes.hpp"
#include "routes/workspaces/refusals.hpp"

#include "auth/email.hpp"
#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "input/uuid.hpp"
#include "mail/account_mails.hpp"

namespace rmirror::routes {

namespace {

using http::Reply;

constexpr auto kNone = "00000000-0000-0000-0000-000000000000";
constexpr input::Length kInvitationToken{.min = 1, .max = 100};
constexpr input::Length kInvitedAddress{.min = 3, .max = auth::kMaxEmailBytes};

std::string id_in(Call const& call, std::string_view parameter)
{
    return input::parse_uuid(call.request.parameter(parameter)).value_or(kNone);
}

Reply invite(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const role = body.fields().one_of("role", workspaces::kRoles);
    auto const email = body.fields().text_if_any("email", kInvitedAddress);
    if (email && !auth::is_email(*email))
        body.fields().refuse("email", "Must be an email address.");
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto reply = workspace_reply(db::as_system(app.pool, [&](pqxx::work& work) {
        workspaces::MailedToken mailed_token;
        if (email)
            mailed_token = [&] {
                return mail::queue_workspace_invitation(work, call.user.id, *email, app.mail_links);
            };
        return workspaces::invite(work, call.user.id, id_in(call, "workspace_id"), workspaces::role_of(role),
                                  mailed_token);
    }));
    if (reply.status == http::Code::Ok)
        reply.status = http::Code::Created;
    return std::move(reply).with("Cache-Control", "no-store");
}

Reply list_open_invitations(App& app, Call const& call)
{
    return workspace_reply(db::as_system(app.pool, [&](pqxx::work& work) {
        return workspaces::list_invitations(work, call.user.id, id_in(call, "workspace_id"));
    }));
}

Reply revoke_invitation(App& app, Call const& call)
{
    return workspace_reply(db::as_system(app.pool, [&](pqxx::work& work) {
        return workspaces::revoke_invitation(work, call.user.id, id_in(call, "workspace_id"),
                                             id_in(call, "invitation_id"));
    }));
}

using OfToken = workspaces::Shown (*)(pqxx::work&, UserId const&, std::string const&);

Reply answer_token(App& app, Call const& call, OfToken of_token)
{
    http::JsonBody body(call.request);
    auto const token = body.fields().text("token", kInvitationToken);
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    return workspace_reply(
        db::as_system(app.pool, [&](pqxx::work& work) { return of_token(work, call.user.id, token); }));
}

Reply preview_invitation(App& app, Call const& call)
{
    return answer_token(app, call, workspaces::preview_invitation);
}

Reply accept_invitation(App& app, Call const& call)
{
    return answer_token(app, call, workspaces::accept_invitation);
}

constexpr Row kInvitationsRows[] = {
    {http::Method::post, "/api/v1/workspaces/:workspace_id/invitations", Access::person, invite},
    {http::Method::get, "/api/v1/workspaces/:workspace_id/invitations", Access::person,
     list_open_invitations},
    {http::Method::remove, "/api/v1/workspaces/:workspace_id/invitations/:invitation_id", Access::person,
     revoke_invitation},
    {http::Method::post, "/api/v1/invitations/preview", Access::person, preview_invitation},
    {http::Method::post, "/api/v1/invitations/accept", Access::person, accept_invitation},
};

}  // namespace

Table invitation_routes()
{
    return kInvitationsRows;
}

}  // namespace rmirror::routes
