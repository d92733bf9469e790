// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "auth/account_links.hpp"
#include "auth/accounts.hpp"
#include "auth/addresses.hpp"
#include "auth/email.hpp"
#include "auth/password_policy.hpp"
#include "auth/sessions/agent_tokens.hpp"
#include "auth/sessions/sessions.hpp"
#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/problem.hpp"
#include "mail/outbox.hpp"
#include "mail/requests.hpp"

#include <boost/json.hpp>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

using http::Code;
using http::Method;
using http::Reply;

constexpr input::Length kResetEmailLength{3, auth::kMaxEmailBytes};
constexpr input::Length kTokenLength{1, 100};

/// Only notes the request, so that neither the reply nor its time reveals whether the address has an account.
Reply request_reset(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const email = body.fields().text("email", kResetEmailLength);
    if (!auth::is_email(email))
        body.fields().refuse("email", "Must be an email address.");
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    bool const can_send = db::as_system(app.pool, [&](pqxx::work& work) {
        if (!mail::can_send(work))
            return false;
        mail::request_password_reset(work, email);
        return true;
    });
    return can_send ? http::empty_reply(Code::No_Content)
                    : http::problem(Code::Conflict,
                                    "This server can't send mail. Ask its administrator for help.");
}

struct Reset {
    std::optional<std::string> email;                // Of the account; nullopt if the link is no good.
    std::vector<std::string> revoked;                // Ids of sessions, and jtis of devices.
    std::optional<std::string_view> password_error;  // What the password must be. Nothing was changed.
};

Reply invalid_link()
{
    return http::problem(Code::Gone, "This link was used already or has expired. Ask for a new one.");
}

struct NewResetPassword {
    std::string token;
    std::string password;
    bool revokes_devices = false;
};

Reset reset(pqxx::work& work, NewResetPassword const& given, std::string const& hash,
            auth::ClientInfo const& client)
{
    Reset result;
    auto const email = auth::email_of_link(work, auth::LinkPurpose::reset_password, given.token);
    if (!email)
        return result;
    // Before the link is used, so that it can be used again with another password.
    result.password_error = auth::password_error(given.password, *email);
    if (result.password_error)
        return result;
    auto const user_id = auth::use_link(work, auth::LinkPurpose::reset_password, given.token);
    if (!user_id)
        return result;
    result.revoked = auth::end_all_sessions(work, *user_id);
    auth::change_password_hash(work, *user_id, hash);
    auth::confirm_address(work, *user_id, *email);
    auth::forget_links(work, *user_id, auth::LinkPurpose::reset_password);
    if (given.revokes_devices)
        for (auto& jti : auth::revoke_all_agents(work, *user_id))
            result.revoked.push_back(std::move(jti));
    auth::note(work, *user_id, "password_reset", client);
    result.email = email;
    return result;
}

Reply complete_reset(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto& fields = body.fields();
    NewResetPassword given;
    given.token = fields.text("token", kTokenLength);
    given.password = fields.text("password", {auth::kMinPassword, auth::kMaxPassword});
    given.revokes_devices = fields.flag_if_any("revoke_devices").value_or(false);
    if (auto const fault = auth::password_error(given.password, ""))
        fields.refuse("password", "Must " + std::string(*fault));
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto const hash = app.sign_in.passwords().hash(given.password);
    auto const client = auth::client_info_of(call.request);
    auto const done =
        db::as_system(app.pool, [&](pqxx::work& work) { return reset(work, given, hash, client); });
    if (done.password_error)
        return http::problem(input::Fault{"password", "Must " + std::string(*done.password_error)});
    if (!done.email)
        return invalid_link();
    app.sign_in.authenticator().note_revoked(done.revoked);
    return http::ok_json(json::serialize(json::object{{"email", *done.email}}))
        .with("Cache-Control", "no-store");
}

constexpr http::Traits kResetTraits{.runs = http::Runs::apart, .traffic = http::Traffic::sign_in};

constexpr Row kResetRows[] = {
    {Method::post,
     "/api/v1/auth/password-reset",
     Access::anyone,
     request_reset,
     {.traffic = http::Traffic::sign_in}},
    {Method::post, "/api/v1/auth/password-reset/complete", Access::anyone, complete_reset, kResetTraits},
};

}  // namespace

Table password_reset_routes()
{
    return kResetRows;
}

}  // namespace rmirror::routes
