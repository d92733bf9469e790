// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/account/current_password.hpp"
#include "routes/routes.hpp"

#include "auth/accounts.hpp"
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
constexpr std::string_view kCurrentPassword = "password.current";

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

/// A correct current password, and the hash of the new one.
struct Proof {
    PasswordProof current;
    std::string next_hash;
};

/// Checks the current password and the rules for the new one.
std::variant<Proof, Reply> prove(App& app, Call const& call, NewPassword const& password)
{
    auto proved = prove_password(app, call, {password.current, kCurrentPassword});
    if (auto* const refusal = std::get_if<Reply>(&proved))
        return std::move(*refusal);
    auto current = std::get<PasswordProof>(std::move(proved));
    if (auto const fault = auth::password_error(password.chosen, current.email))
        return http::problem(input::Fault{"password.new", "Must " + std::string(*fault)});
    return Proof{std::move(current), app.sign_in.passwords().hash(password.chosen)};
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
    if (proof && !auth::lock_password(work, user.id, *proof->current.attempt.password_hash)) {
        changed.reply = wrong_password(kCurrentPassword);
        return changed;
    }
    if (!auth::lock_session(work, user)) {
        changed.reply = auth::invalid_token_reply();
        return changed;
    }
    auth::change_profile(work, user.id, change.profile);
    if (proof) {
        auth::clear_attempts(work, proof->current.email, proof->current.attempt);
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

/// From an export of another account. Devices may do this as well: what the user chose here stays.
Reply import_profile(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto& fields = body.fields();
    auth::Profile profile;
    profile.name = fields.text_if_any("name", kNameLength);
    profile.language = fields.one_of_if_any("language", kLanguages);
    profile.time_zone = fields.text_if_any("time_zone", kZoneLength);
    profile.retention_days = fields.integer_if_any("retention_days", kMinRetention, kMaxRetention);
    profile.ends_first_steps = fields.flag_if_any("first_steps_ended").value_or(false);
    bool const sends_telemetry = fields.flag_if_any("sends_telemetry").value_or(true);
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    if (names_unknown_zone(app, call, profile.time_zone))
        return unknown_zone();
    auto const account = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        auth::import_profile(work, call.user.id, profile, sends_telemetry);
        return auth::account_of(work, call.user.id);
    });
    return account ? no_store(*account) : no_account();
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
    {Method::put, "/api/v1/me/imported", Access::user, import_profile},
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
