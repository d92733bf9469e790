// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/account/current_password.hpp"
#include "routes/routes.hpp"

#include "auth/account_links.hpp"
#include "auth/accounts.hpp"
#include "auth/addresses.hpp"
#include "auth/email.hpp"
#include "auth/password_policy.hpp"
#include "auth/sessions/sessions.hpp"
#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/problem.hpp"
#include "mail/account_mails.hpp"
#include "mail/outbox.hpp"

#include <boost/json.hpp>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

using http::Code;
using http::Method;
using http::Reply;

constexpr input::Length kAddressLength{3, auth::kMaxEmailBytes};
constexpr input::Length kAddressTokenLength{1, 100};
/// Mails a day to addresses that someone enters.
constexpr int kMaxChanges = 5;

Reply no_mail_server()
{
    return http::problem(Code::Conflict, "This server can't send mail. Ask its administrator for help.");
}

/// Another link to confirm the account's address.
Reply send_confirmation(App& app, Call const& call)
{
    bool const can_send = db::as_system(app.pool, [&](pqxx::work& work) {
        auto const account = auth::account_of(work, call.user.id);
        if (!mail::can_send(work) || !account || !account->at("email").is_string())
            return false;
        mail::queue_link(work, call.user.id,
                         {auth::LinkPurpose::confirm_address, account->at("email").as_string().c_str()},
                         app.mail_links);
        return true;
    });
    return can_send ? http::empty_reply(Code::No_Content) : no_mail_server();
}

/// Mails a link to the new address, whether or not it has an account: only who reads mail there learns of
/// that.
Reply request_change(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto& fields = body.fields();
    auto const email = fields.text("email", kAddressLength);
    auto const password = fields.text("password", {1, auth::kMaxPassword});
    if (!auth::is_email(email))
        fields.refuse("email", "Must be an email address.");
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto proved = prove_password(app, call, {password, "password"});
    if (auto* const refusal = std::get_if<Reply>(&proved))
        return std::move(*refusal);
    auto const& proof = std::get<PasswordProof>(proved);
    return db::as_system(app.pool, [&](pqxx::work& work) -> Reply {
        if (!auth::lock_password(work, call.user.id, *proof.attempt.password_hash))
            return wrong_password("password");
        if (!auth::lock_session(work, call.user))
            return auth::invalid_token_reply();
        auth::clear_attempts(work, proof.email, proof.attempt);
        if (!mail::can_send(work))
            return no_mail_server();
        if (mail::has_sent(work, call.user.id, "change_address", kMaxChanges))
            return http::problem(Code::Too_Many_Requests,
                                 "You asked for too many changes of your address. Try again tomorrow.")
                .with("Retry-After", "86400");
        mail::queue_link(work, call.user.id, {auth::LinkPurpose::change_address, email}, app.mail_links);
        auth::note(work, call.user.id, "address_change_requested", auth::client_info_of(call.request));
        return http::empty_reply(Code::No_Content);
    });
}

Reply confirmed(std::string const& email)
{
    return http::ok_json(json::serialize(json::object{{"email", email}})).with("Cache-Control", "no-store");
}

/// With the token of either link. The account may be signed in elsewhere, or nowhere.
Reply confirm(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const token = body.fields().text("token", kAddressTokenLength);
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    return db::as_system(app.pool, [&](pqxx::work& work) -> Reply {
        for (auto const purpose : {auth::LinkPurpose::confirm_address, auth::LinkPurpose::change_address}) {
            auto const email = auth::email_of_link(work, purpose, token);
            auto const user_id = email ? auth::use_link(work, purpose, token) : std::nullopt;
            if (!user_id)
                continue;
            if (purpose == auth::LinkPurpose::confirm_address) {
                auth::confirm_address(work, *user_id, *email);
                return confirmed(*email);
            }
            auto const former = auth::change_address(work, *user_id, *email);
            if (!former)
                return http::problem(Code::Conflict, "Another account has this email address.",
                                     {{"field", "email"}});
            mail::queue_address_changed(work, *user_id, former->email, *email);
            auth::note(work, *user_id, "address_changed", auth::client_info_of(call.request));
            return confirmed(*email);
        }
        return http::problem(Code::Gone, "This link was used already or has expired. Ask for a new one.");
    });
}

constexpr http::Traits kAddressTraits{.runs = http::Runs::apart, .traffic = http::Traffic::sign_in};

constexpr Row kAddressRows[] = {
    {Method::post, "/api/v1/me/email", Access::person, request_change, kAddressTraits},
    {Method::post,
     "/api/v1/me/email/confirmation",
     Access::person,
     send_confirmation,
     {.traffic = http::Traffic::sign_in}},
    {Method::post,
     "/api/v1/auth/confirm-address",
     Access::anyone,
     confirm,
     {.traffic = http::Traffic::sign_in}},
};

}  // namespace

Table address_routes()
{
    return kAddressRows;
}

}  // namespace rmirror::routes
