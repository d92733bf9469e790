// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "auth/accounts.hpp"
#include "auth/email.hpp"
#include "auth/password_policy.hpp"
#include "auth/refresh_cookie.hpp"
#include "auth/sessions.hpp"
#include "db/transaction.hpp"
#include "http/json_body.hpp"
#include "http/problem.hpp"

#include <boost/json.hpp>

namespace rmirror::routes {

namespace json = boost::json;

using auth::Session;
using http::Code;
using http::Method;
using http::Reply;

namespace {

constexpr input::Length kEmailLength{3, auth::kMostEmailBytes};
constexpr input::Length kNameLength{0, 200};

auth::Time current_time()
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

auth::Transport transport_of(App const& app)
{
    return app.sign_in.is_encrypted() ? auth::Transport::encrypted : auth::Transport::plain;
}

/// What a browser needs to go on: a short token for its requests, and the cookie for the next one.
Reply signed_in(App const& app, Session const& session, json::object account, Code status)
{
    auto const token = app.sign_in.tokens().access_token(session.user_id, session.id, current_time());
    json::object const members = {
        {"access_token", token},
        {"token_type", "Bearer"},
        {"expires_in", auth::kAccessLife.count()},
        {"user", std::move(account)},
    };
    auto reply = http::ok_json(json::serialize(members)).with("Cache-Control", "no-store");
    reply.status = status;
    if (!session.refresh_token.empty())
        reply.with("Set-Cookie", auth::refresh_cookie(session.refresh_token, transport_of(app)));
    return reply;
}

Reply signed_out(App const& app, Reply reply)
{
    return std::move(reply).with("Set-Cookie", auth::refresh_cookie("", transport_of(app)));
}

struct Credentials {
    std::string email;
    std::string password;
};

struct Entrance {
    Session session;
    json::object account;
};

Entrance enter(pqxx::work& work, UserId const& user_id, char const* how, auth::ClientInfo const& client)
{
    auth::note(work, user_id, how, client);
    auto session = auth::open_session(work, user_id, client);
    return {std::move(session), auth::account_of(work, user_id).value()};
}

Reply sign_up(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto& fields = body.fields();
    auto const email = fields.text("email", kEmailLength);
    auto const password = fields.text("password", {auth::kLeastPassword, auth::kMostPassword});
    auto const name = fields.text_if_any("full_name", kNameLength).value_or("");
    if (!auth::is_email(email))
        fields.refuse("email", "Must be an email address.");
    if (auto const fault = auth::fault_of_password(password, email))
        fields.refuse("password", "Must " + std::string(*fault));
    if (auto refusal = body.refusal())
        return std::move(*refusal);

    auto const hash = app.sign_in.passwords().hash(password);
    auto const client = auth::client_info_of(call.request);
    auto entrance = db::as_system(app.pool, [&](pqxx::work& work) -> std::optional<Entrance> {
        auto const user_id = auth::add_account(work, email, name, hash);
        if (!user_id)
            return std::nullopt;
        return enter(work, *user_id, "signed_up", client);
    });
    if (!entrance)
        return http::problem(Code::Conflict,
                             "An account with this email address already exists. Sign in instead.",
                             {{"field", "email"}});
    return signed_in(app, entrance->session, std::move(entrance->account), Code::Created);
}

Reply locked(std::chrono::seconds time)
{
    return http::problem(Code::Too_Many_Requests,
                         "Too many attempts to sign in with this email address. Wait, then try again.")
        .with("Retry-After", std::to_string(time.count()));
}

Reply wrong_credentials()
{
    return auth::unauthorized("The email address or password is wrong.");
}

/// The attempt is counted before, and forgiven after: nothing in between holds a connection to the database.
/// Who has to be sent away because too many sign in was sent away before this, and has made no attempt.
Reply log_in(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const email = body.fields().text("email", {1, auth::kMostEmailBytes});
    auto const password = body.fields().text("password", {1, auth::kMostPassword});
    if (auto refusal = body.refusal())
        return std::move(*refusal);

    auto const client = auth::client_info_of(call.request);
    auto const attempt =
        db::as_system(app.pool, [&](pqxx::work& work) { return auth::begin_attempt(work, email); });
    if (attempt.locked_for > std::chrono::seconds(0))
        return locked(attempt.locked_for);
    auto const& passwords = app.sign_in.passwords();
    if (!passwords.is_right(attempt.password_hash, password)) {
        db::as_system(app.pool,
                      [&](pqxx::work& work) { auth::note(work, attempt.user_id, "sign_in_failed", client); });
        return wrong_credentials();
    }
    std::optional<std::string> better_hash;
    if (passwords.is_outdated(*attempt.password_hash))
        better_hash = passwords.hash(password);
    auto entrance = db::as_system(app.pool, [&](pqxx::work& work) {
        auth::forget_attempts(work, email);
        if (better_hash)
            auth::change_password_hash(work, attempt.user_id, *better_hash);
        return enter(work, attempt.user_id, "signed_in", client);
    });
    return signed_in(app, entrance.session, std::move(entrance.account), Code::Ok);
}

Reply foreign_page()
{
    return http::problem(Code::Forbidden, "Only the dashboard's own pages can do this.");
}

Reply refresh(App& app, Call const& call)
{
    if (!app.sign_in.is_from_our_page(call.request))
        return foreign_page();
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
        app.sign_in.authenticator().forget(refreshed.session.id);
        app.log.write(Level::error, "refresh token reused",
                      {{"session_id", std::string_view(refreshed.session.id)}});
    }
    if (refreshed.verdict != auth::Refreshed::Verdict::renewed)
        return signed_out(app, auth::unauthorized("This sign-in is no longer valid. Sign in again."));
    return signed_in(app, refreshed.session, std::move(account.value()), Code::Ok);
}

/// Succeeds for whoever is not signed in, too: then there is nothing left to do.
Reply log_out(App& app, Call const& call)
{
    if (!app.sign_in.is_from_our_page(call.request))
        return foreign_page();
    if (auto const token = auth::refresh_token_of(call.request)) {
        auto const client = auth::client_info_of(call.request);
        auto const session_id = db::as_system(
            app.pool, [&](pqxx::work& work) { return auth::close_session(work, *token, client); });
        if (session_id)
            app.sign_in.authenticator().forget(*session_id);
    }
    return signed_out(app, http::empty_reply(Code::No_Content));
}

Reply me(App& app, Call const& call)
{
    auto const account = db::as_reader(
        app.pool, call.user.id, [&](pqxx::work& work) { return auth::account_of(work, call.user.id); });
    if (!account)
        return auth::unauthorized("This account doesn't exist any more.");
    return http::ok_json(json::serialize(*account)).with("Cache-Control", "no-store");
}

constexpr http::Traits kSignIn{.runs = http::Runs::apart, .traffic = http::Traffic::sign_in};

constexpr Row kRows[] = {
    {Method::post, "/api/v1/auth/signup", Access::anyone, sign_up, kSignIn},
    {Method::post, "/api/v1/auth/login", Access::anyone, log_in, kSignIn},
    // A page that is loaded again and again refreshes each time, so that is no signing in.
    {Method::post, "/api/v1/auth/refresh", Access::anyone, refresh},
    {Method::post, "/api/v1/auth/logout", Access::anyone, log_out},
    {Method::get, "/api/v1/me", Access::user, me},
};

}  // namespace

Table auth_routes()
{
    return kRows;
}

}  // namespace rmirror::routes
