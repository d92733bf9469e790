// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/account/entrance.hpp"
#include "routes/routes.hpp"

#include "auth/accounts.hpp"
#include "auth/attempts.hpp"
#include "auth/email.hpp"
#include "auth/invitations.hpp"
#include "auth/password_policy.hpp"
#include "auth/sessions/cookies.hpp"
#include "auth/sessions/sessions.hpp"
#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/origin.hpp"
#include "http/problem.hpp"
#include "mail/account_mails.hpp"
#include "mail/outbox.hpp"

#include <boost/json.hpp>

namespace rmirror::routes {

namespace json = boost::json;

using http::Code;
using http::Method;
using http::Reply;

namespace {

constexpr input::Length kEmailLength{3, auth::kMaxEmailBytes};
constexpr input::Length kFullNameLength{0, 200};

Reply signed_out(App const& app, Reply reply)
{
    return std::move(reply).with("Set-Cookie", auth::refresh_cookie("", app.sign_in.transport()));
}

Reply show_sign_up(App& app, Call const&)
{
    auto const shown = db::as_system(app.pool, [&](pqxx::work& work) {
        auto const mode = auth::sign_up_now(work, configured_sign_up(app));
        return json::object{{"mode", std::string(auth::to_string(mode))},
                            {"password_reset", mail::can_send(work)}};
    });
    return http::ok_json(json::serialize(shown)).with("Cache-Control", "no-store");
}

Reply address_is_taken()
{
    return http::problem(Code::Conflict,
                         "An account with this email address already exists. Sign in instead.",
                         {{"field", "email"}});
}

/// Refuses a caller who may not sign up before their password is hashed, and before the reply could reveal
/// whether an address has an account.
std::optional<Reply> refuse_sign_up_early(App& app, std::optional<std::string> const& invitation)
{
    auto const refusal = db::as_system(app.pool, [&](pqxx::work& work) {
        return auth::refusal_to_sign_up(work, configured_sign_up(app), invitation);
    });
    return refusal ? std::optional(sign_up_refused(*refusal)) : std::nullopt;
}

Reply sign_up(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto& fields = body.fields();
    auto const email = fields.text("email", kEmailLength);
    auto const password = fields.text("password", {auth::kMinPassword, auth::kMaxPassword});
    auto const name = fields.text_if_any("full_name", kFullNameLength).value_or("");
    auto const invitation = fields.text_if_any("invitation", {1, 100});
    if (!auth::is_email(email))
        fields.refuse("email", "Must be an email address.");
    if (auto const fault = auth::password_error(password, email))
        fields.refuse("password", "Must " + std::string(*fault));
    if (auto refusal = body.refusal())
        return std::move(*refusal);

    if (auto refusal = refuse_sign_up_early(app, invitation))
        return std::move(*refusal);
    auto const hash = app.sign_in.passwords().hash(password);
    auto added = db::as_system(app.pool, [&](pqxx::work& work) -> std::variant<Entrance, Reply> {
        if (auto const refusal = auth::refusal_to_sign_up(work, configured_sign_up(app), invitation))
            return sign_up_refused(*refusal);
        auto const user_id = auth::add_account(work, email, name, hash);
        if (!user_id)
            return address_is_taken();
        if (invitation)
            auth::use_invitation(work, *invitation);
        auth::leave_waitlist(work, *user_id, email, invitation);
        mail::queue_link(work, *user_id, {auth::LinkPurpose::confirm_address, email}, app.mail_links);
        return enter(work, *user_id, "signed_up", caller_of(call.request));
    });
    if (auto* const refusal = std::get_if<Reply>(&added))
        return std::move(*refusal);
    return entered(app, std::get<Entrance>(std::move(added)), Code::Created);
}

/// The answer doesn't reveal whether the address is on the list or has an account.
Reply join_waitlist(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto& fields = body.fields();
    auto const email = fields.text("email", kEmailLength);
    if (!auth::is_email(email))
        fields.refuse("email", "Must be an email address.");
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    if (configured_sign_up(app) != auth::SignUp::waitlist)
        return http::problem(Code::Conflict, "This server has no waitlist.");
    bool const is_on =
        db::as_system(app.pool, [&](pqxx::work& work) { return auth::join_waitlist(work, email); });
    return is_on ? http::empty_reply(Code::No_Content)
                 : http::problem(Code::Service_Unavailable, "The waitlist is full. Try again in some days.");
}

Reply wrong_credentials()
{
    return auth::unauthorized("The email address or password is wrong.");
}

/// The attempt is counted before the password is checked and forgiven after, so that no database connection
/// is held while the password is hashed. Requests above the sign-in rate limit are refused before this
/// handler runs and count as no attempt.
Reply log_in(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const email = body.fields().text("email", {1, auth::kMaxEmailBytes});
    auto const password = body.fields().text("password", {1, auth::kMaxPassword});
    if (auto refusal = body.refusal())
        return std::move(*refusal);

    auto const attempt = db::as_system(app.pool, [&](pqxx::work& work) {
        return auth::begin_attempt(work, email, http::network_of(call.request.client, {}),
                                   auth::browser_token_of(call.request),
                                   app.settings.count("RMIRROR_TEST_WRONG_PASSWORDS"));
    });
    if (attempt.locked_for > std::chrono::seconds(0))
        return auth::locked(attempt);
    auto const& passwords = app.sign_in.passwords();
    if (!passwords.is_right(attempt.password_hash, password)) {
        auto const client = auth::client_info_of(call.request);
        db::as_system(app.pool,
                      [&](pqxx::work& work) { auth::note(work, attempt.user_id, "sign_in_failed", client); });
        return wrong_credentials();
    }
    std::optional<std::string> better_hash;
    if (passwords.is_outdated(*attempt.password_hash))
        better_hash = passwords.hash(password);
    auto entrance = db::as_system(app.pool, [&](pqxx::work& work) -> std::optional<Entrance> {
        // The password may have been changed since begin_attempt() read its hash.
        if (!auth::lock_password(work, attempt.user_id, *attempt.password_hash))
            return std::nullopt;
        auth::clear_attempts(work, email, attempt);
        if (better_hash)
            auth::change_password_hash(work, attempt.user_id, *better_hash);
        return enter(work, attempt.user_id, "signed_in", caller_of(call.request));
    });
    return entrance ? entered(app, std::move(*entrance), Code::Ok) : wrong_credentials();
}

Reply refresh(App& app, Call const& call)
{
    if (auto refusal = refuse_foreign_page(app, call.request))
        return std::move(*refusal);
    auto const token = auth::refresh_token_of(call.request);
    if (!token)
        return auth::unauthorized("You aren't signed in. Sign in first.");
    auto const client = auth::client_info_of(call.request);
    std::optional<json::object> account;
    auto const refreshed = db::as_system(app.pool, [&](pqxx::work& work) {
        auto result = auth::refresh_session(work, *token, client);
        if (result.verdict == auth::Refreshed::Verdict::renewed)
            account = auth::account_of(work, result.session.user_id);
        return result;
    });
    if (refreshed.verdict == auth::Refreshed::Verdict::stolen) {
        app.sign_in.authenticator().note_revoked(refreshed.revoked);
        app.log.write(Level::error, "refresh token reused",
                      {{"session_id", std::string_view(refreshed.session.id)}});
    }
    if (refreshed.verdict != auth::Refreshed::Verdict::renewed)
        return signed_out(app, auth::unauthorized("This sign-in is no longer valid. Sign in again."));
    return signed_in(app, refreshed.session, std::move(account.value()), Code::Ok);
}

/// Succeeds without a session, too: then there is nothing left to do.
Reply log_out(App& app, Call const& call)
{
    if (auto refusal = refuse_foreign_page(app, call.request))
        return std::move(*refusal);
    if (auto const token = auth::refresh_token_of(call.request)) {
        auto const client = auth::client_info_of(call.request);
        auto const session_id = db::as_system(
            app.pool, [&](pqxx::work& work) { return auth::close_session(work, *token, client); });
        if (session_id)
            app.sign_in.authenticator().note_revoked(*session_id);
    }
    return signed_out(app, http::empty_reply(Code::No_Content));
}

constexpr http::Traits kSignInTraits{.runs = http::Runs::apart, .traffic = http::Traffic::sign_in};

constexpr Row kAuthRows[] = {
    {Method::get, "/api/v1/auth/signup", Access::anyone, show_sign_up},
    {Method::post, "/api/v1/auth/signup", Access::anyone, sign_up, kSignInTraits},
    {Method::post, "/api/v1/waitlist", Access::anyone, join_waitlist, {.traffic = http::Traffic::sign_in}},
    {Method::post, "/api/v1/auth/login", Access::anyone, log_in, kSignInTraits},
    // Every page load refreshes, so this route doesn't have the rate limit of sign-in routes.
    {Method::post, "/api/v1/auth/refresh", Access::anyone, refresh},
    {Method::post, "/api/v1/auth/logout", Access::anyone, log_out},
};

}  // namespace

Table auth_routes()
{
    return kAuthRows;
}

}  // namespace rmirror::routes
