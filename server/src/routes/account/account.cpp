// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "auth/accounts.hpp"
#include "auth/attempts.hpp"
#include "auth/password_policy.hpp"
#include "auth/sessions/agent_tokens.hpp"
#include "auth/sessions/cookies.hpp"
#include "auth/sessions/sessions.hpp"
#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/problem.hpp"

#include <boost/json.hpp>

#include <array>

namespace rmirror::routes {

namespace json = boost::json;

using http::Code;
using http::Method;
using http::Reply;

namespace {

constexpr input::Length kNameLength{0, 200};
constexpr input::Length kZoneLength{1, 100};
// Days. With a week at least, a user notices in time that a device listed only half of its library by
// mistake.
constexpr std::int64_t kMinRetention = 7;
constexpr std::int64_t kMaxRetention = 3650;
constexpr std::array<std::string_view, 2> kLanguages = {"en", "de"};

Reply no_store(json::object const& members)
{
    return http::ok_json(json::serialize(members)).with("Cache-Control", "no-store");
}

Reply no_account()
{
    return auth::unauthorized("This account doesn't exist any more.");
}

Reply me(App& app, Call const& call)
{
    auto const account = db::as_reader(
        app.pool, call.user.id, [&](pqxx::work& work) { return auth::account_of(work, call.user.id); });
    return account ? no_store(*account) : no_account();
}

struct NewPassword {
    std::string current;
    std::string chosen;
    bool revokes_devices = false;
};

struct Change {
    auth::Profile profile;
    std::optional<NewPassword> password;
};

Change read_change(input::JsonReader& fields)
{
    Change change;
    change.profile.name = fields.text_if_any("name", kNameLength);
    if (fields.is_null("name"))
        change.profile.name = "";
    change.profile.language = fields.one_of_if_any("language", kLanguages);
    if (fields.is_null("language"))
        change.profile.language = "";
    change.profile.time_zone = fields.text_if_any("time_zone", kZoneLength);
    if (fields.is_null("time_zone"))
        change.profile.time_zone = "";
    change.profile.retention_days = fields.integer_if_any("retention_days", kMinRetention, kMaxRetention);
    if (fields.is_null("retention_days"))
        change.profile.retention_days = 0;
    change.profile.ends_first_steps = fields.flag_if_any("first_steps_ended").value_or(false);
    fields.object_if_any("password", [&](input::JsonReader& password) {
        auto& given = change.password.emplace();
        given.current = password.text("current", {1, auth::kMaxPassword});
        given.chosen = password.text("new", {auth::kMinPassword, auth::kMaxPassword});
        given.revokes_devices = password.flag_if_any("revoke_devices").value_or(false);
    });
    return change;
}

/// Outcome of a successful check of the current password: the attempt to forgive, and the new password's
/// hash.
struct Proof {
    std::string email;
    auth::Attempt attempt;
    std::string next_hash;
};

Reply wrong_password()
{
    return http::problem(input::Fault{"password.current", "The current password is wrong."});
}

/// Checks the current password and the rules for the new one. As in log_in(), the attempt is counted before
/// the check, and no database connection is held while a password is hashed.
std::variant<Proof, Reply> prove(App& app, Call const& call, NewPassword const& password)
{
    auto const account = db::as_reader(
        app.pool, call.user.id, [&](pqxx::work& work) { return auth::account_of(work, call.user.id); });
    if (!account)
        return no_account();
    if (!account->at("has_password").as_bool() || !account->at("email").is_string())
        return http::problem(Code::Conflict,
                             "This account has no password. Change it at your sign-in service.",
                             {{"field", "password"}});
    Proof proof;
    proof.email = account->at("email").as_string().c_str();
    if (auto const fault = auth::password_error(password.chosen, proof.email))
        return http::problem(input::Fault{"password.new", "Must " + std::string(*fault)});
    proof.attempt = db::as_system(app.pool, [&](pqxx::work& work) {
        return auth::begin_attempt_in_session(work, proof.email, call.user.session_id);
    });
    if (proof.attempt.locked_for > std::chrono::seconds(0))
        return auth::locked(proof.attempt);
    auto const& passwords = app.sign_in.passwords();
    if (!passwords.is_right(proof.attempt.password_hash, password.current)) {
        auto const client = auth::client_info_of(call.request);
        db::as_system(app.pool, [&](pqxx::work& work) {
            auth::note(work, call.user.id, "password_change_failed", client);
        });
        return wrong_password();
    }
    proof.next_hash = passwords.hash(password.chosen);
    return proof;
}

struct Changed {
    Reply reply;
    std::vector<std::string> revoked;  // Ids of sessions, and jtis of devices.
};

/// Applies the whole change in one transaction. Runs as the system because rows of sign_in_attempts belong to
/// no user.
Changed apply(pqxx::work& work, Call const& call, Change const& change, std::optional<Proof> const& proof)
{
    Changed changed;
    auto const& user = call.user;
    if (proof && !auth::lock_password(work, user.id, *proof->attempt.password_hash)) {
        changed.reply = wrong_password();
        return changed;
    }
    if (!auth::lock_session(work, user)) {
        changed.reply = auth::invalid_token_reply();
        return changed;
    }
    auth::change_profile(work, user.id, change.profile);
    if (proof) {
        auth::clear_attempts(work, proof->email, proof->attempt);
        auth::change_password_hash(work, user.id, proof->next_hash);
        changed.revoked = auth::end_other_sessions(work, user, auth::WhyEnded::password)
                              .value_or(std::vector<std::string>());
        if (change.password->revokes_devices) {
            auto const agents = auth::revoke_all_agents(work, user.id);
            changed.revoked.insert(changed.revoked.end(), agents.begin(), agents.end());
        }
        auth::note(work, user.id, "password_changed", auth::client_info_of(call.request));
    }
    auto const account = auth::account_of(work, user.id);
    changed.reply = account ? no_store(*account) : no_account();
    return changed;
}

Reply unknown_zone()
{
    return http::problem(Code::Unprocessable_Entity, "There is no time zone of this name.",
                         {{"field", "time_zone"}});
}

bool names_unknown_zone(App& app, Call const& call, std::optional<std::string> const& zone)
{
    return zone && !zone->empty() && !db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
               return auth::is_time_zone(work, *zone);
           });
}

Reply change_me(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const change = read_change(body.fields());
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    if (names_unknown_zone(app, call, change.profile.time_zone))
        return unknown_zone();
    std::optional<Proof> proof;
    if (change.password) {
        auto proved = prove(app, call, *change.password);
        if (auto* const refusal = std::get_if<Reply>(&proved))
            return std::move(*refusal);
        proof = std::get<Proof>(std::move(proved));
    }
    auto changed =
        db::as_system(app.pool, [&](pqxx::work& work) { return apply(work, call, change, proof); });
    app.sign_in.authenticator().note_revoked(changed.revoked);
    return std::move(changed.reply);
}

Reply show_first_steps(App& app, Call const& call)
{
    return http::ok_json(db::as_reader(
        app.pool, call.user.id, [&](pqxx::work& work) { return auth::first_steps_of(work, call.user.id); }));
}

Reply list_sessions(App& app, Call const& call)
{
    auto sessions = db::as_reader(app.pool, call.user.id,
                                  [&](pqxx::work& work) { return auth::sessions_of(work, call.user); });
    return no_store({{"sessions", std::move(sessions)}});
}

Reply end_session(App& app, Call const& call)
{
    auto const id = input::parse_uuid(call.request.parameter("id"));
    auto const client = auth::client_info_of(call.request);
    bool const has_ended = id && db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
                               if (!auth::end_session(work, call.user, *id))
                                   return false;
                               auth::note(work, call.user.id, "session_ended", client);
                               return true;
                           });
    if (!has_ended)
        return http::problem(Code::Not_Found, "This browser isn't signed in any more.");
    app.sign_in.authenticator().note_revoked(*id);
    auto reply = http::empty_reply(Code::No_Content);
    if (*id == call.user.session_id)
        reply.with("Set-Cookie", auth::refresh_cookie("", app.sign_in.transport()));
    return reply;
}

Reply end_other_sessions(App& app, Call const& call)
{
    auto const client = auth::client_info_of(call.request);
    auto const ended = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        auth::note(work, call.user.id, "other_sessions_ended", client);
        return auth::end_other_sessions(work, call.user, auth::WhyEnded::by_hand);
    });
    if (!ended)
        return auth::invalid_token_reply();
    app.sign_in.authenticator().note_revoked(*ended);
    return http::empty_reply(Code::No_Content);
}

/// PATCH /me checks a password, so it has the rate limit of sign-in routes.
constexpr http::Traits kAccountTraits{.runs = http::Runs::apart, .traffic = http::Traffic::sign_in};

constexpr Row kAccountRows[] = {
    {Method::get, "/api/v1/me", Access::user, me},
    {Method::patch, "/api/v1/me", Access::person, change_me, kAccountTraits},
    {Method::get, "/api/v1/me/first-steps", Access::person, show_first_steps},
    {Method::get, "/api/v1/auth/sessions", Access::person, list_sessions},
    {Method::remove, "/api/v1/auth/sessions", Access::person, end_other_sessions},
    {Method::remove, "/api/v1/auth/sessions/:id", Access::person, end_session},
};

}  // namespace

Table account_routes()
{
    return kAccountRows;
}

}  // namespace rmirror::routes
