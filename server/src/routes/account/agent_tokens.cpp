// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "auth/client_info.hpp"
#include "auth/sessions/device_codes.hpp"
#include "auth/sessions/sessions.hpp"
#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/problem.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace rmirror::routes {

namespace json = boost::json;

using auth::PollError;
using http::Code;
using http::Method;
using http::Reply;

namespace {

constexpr input::Length kTokenNameLength{1, 100};
constexpr std::string_view kDefaultName = "Agent";

Reply no_store(json::object const& members, Code status)
{
    auto reply = http::ok_json(json::serialize(members)).with("Cache-Control", "no-store");
    reply.status = status;
    return reply;
}

/// Replies with the signed token. No other reply contains it; lists show its row only.
Reply token_reply(App const& app, UserId const& user_id, auth::AgentToken const& token, Code status)
{
    auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return no_store({{"access_token", app.sign_in.tokens().agent_token(user_id, token.jti, now)},
                     {"token_type", "Bearer"},
                     {"expires_in", token.life.count()},
                     {"agent_token", token.row}},
                    status);
}

std::string name_of(http::JsonBody& body)
{
    return body.fields().text_if_any("name", kTokenNameLength).value_or(std::string(kDefaultName));
}

Reply start_device(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const name = name_of(body);
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto const code =
        db::as_system(app.pool, [&](pqxx::work& work) { return auth::add_device_code(work, name); });
    auto const page = app.sign_in.public_url() + "/device";
    return no_store({{"device_code", code.device_code},
                     {"user_code", code.user_code},
                     {"verification_uri", page},
                     {"verification_uri_complete", page + "?user_code=" + code.user_code},
                     {"expires_in", auth::kDeviceCodeLife.count()},
                     {"interval", auth::kPollInterval.count()}},
                    Code::Ok);
}

struct PollAnswer {
    PollError error;
    std::string_view name;  // Of the member `error` (RFC 8628 §3.5).
    std::string_view sentence;
};

constexpr std::array kPollAnswers = {
    PollAnswer{PollError::authorization_pending, "authorization_pending",
               "This device hasn't been approved yet. Ask again in five seconds."},
    PollAnswer{PollError::slow_down, "slow_down", "Ask at most every five seconds."},
    PollAnswer{PollError::access_denied, "access_denied", "This device was denied."},
    PollAnswer{PollError::expired_token, "expired_token", "The code has expired. Start again."},
    PollAnswer{PollError::invalid_grant, "invalid_grant",
               "This code doesn't exist, or its token was already issued. Start again."},
    PollAnswer{PollError::too_many_tokens, "access_denied",
               "This account has too many devices. Revoke some in the dashboard, then start again."},
};

Reply refused_poll(PollError error)
{
    auto const* const answer = std::find_if(kPollAnswers.begin(), kPollAnswers.end(),
                                            [&](PollAnswer const& each) { return each.error == error; });
    return http::problem(Code::Bad_Request, answer->sentence,
                         {{"error", json::string_view(answer->name.data(), answer->name.size())}});
}

Reply poll(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const code = body.fields().text("device_code", {1, 100});
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto const client = auth::client_info_of(call.request);
    auto const polled = db::as_system(app.pool, [&](pqxx::work& work) {
        auto result = auth::poll_device(work, code);
        if (auto const* const redeemed = std::get_if<auth::Redeemed>(&result))
            auth::note(work, redeemed->user_id, "agent_token_added", client);
        return result;
    });
    if (auto const* const error = std::get_if<PollError>(&polled))
        return refused_poll(*error);
    auto const& redeemed = std::get<auth::Redeemed>(polled);
    return token_reply(app, redeemed.user_id, redeemed.token, Code::Ok);
}

Reply nobody_waits()
{
    return http::problem(
        Code::Not_Found,
        "No device is waiting with this code. Check the code, or start again on the device.");
}

/// A pending device code has no owner yet, so it is read as the system.
Reply show_device(App& app, Call const& call)
{
    auto const code = auth::parse_user_code(call.request.parameter("user_code"));
    if (!code)
        return nobody_waits();
    auto const device =
        db::as_system(app.pool, [&](pqxx::work& work) { return auth::waiting_device(work, *code); });
    return device ? no_store(*device, Code::Ok) : nobody_waits();
}

Reply decide(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const typed = body.fields().text("user_code", {1, 32});
    bool const approve = body.fields().flag("approve");
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto const code = auth::parse_user_code(typed);
    if (!code)
        return nobody_waits();
    auto const client = auth::client_info_of(call.request);
    return db::as_system(app.pool, [&](pqxx::work& work) {
        if (!auth::lock_session(work, call.user))
            return auth::invalid_token_reply();
        auto const decision = approve ? auth::Decision::approve : auth::Decision::deny;
        if (!auth::decide_device(work, *code, call.user, decision))
            return nobody_waits();
        auth::note(work, call.user.id, approve ? "device_approved" : "device_denied", client);
        return http::empty_reply(Code::No_Content);
    });
}

Reply add_token(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const name = name_of(body);
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto const client = auth::client_info_of(call.request);
    return db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        if (!auth::lock_session(work, call.user))
            return auth::invalid_token_reply();
        auto const token = auth::add_agent_token(work, call.user.id, name, call.user.session_id);
        if (!token)
            return http::problem(Code::Conflict, "This account has too many devices. Revoke some first.");
        auth::note(work, call.user.id, "agent_token_added", client);
        return token_reply(app, call.user.id, *token, Code::Created);
    });
}

Reply list_tokens(App& app, Call const& call)
{
    auto items = db::as_reader(app.pool, call.user.id,
                               [&](pqxx::work& work) { return auth::agent_tokens_of(work, call.user.id); });
    return no_store({{"items", std::move(items)}, {"next", nullptr}}, Code::Ok);
}

Reply revoke_token(App& app, Call const& call)
{
    auto const id = input::parse_uuid(call.request.parameter("id"));
    auto const client = auth::client_info_of(call.request);
    std::vector<std::string> jtis;
    bool const was_reused = id && db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
                                return auth::forget_reused_agent(work, call.user.id, *id);
                            });
    if (was_reused)
        return http::empty_reply(Code::No_Content);
    if (id)
        jtis = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
            auto revoked = auth::revoke_agent_token(work, call.user.id, *id);
            if (!revoked.empty())
                auth::note(work, call.user.id, "agent_token_revoked", client);
            return revoked;
        });
    if (jtis.empty())
        return http::problem(Code::Not_Found, "This device doesn't exist.");
    app.sign_in.authenticator().note_revoked(jtis);
    return http::empty_reply(Code::No_Content);
}

/// Revokes the caller's own token, found by its `jti`: an agent doesn't know its row id and may sign out only
/// itself.
Reply give_back_token(App& app, Call const& call)
{
    auto const client = auth::client_info_of(call.request);
    auto const jtis = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        auto revoked = auth::revoke_own_agent_token(work, call.user.id, call.user.agent_jti);
        if (!revoked.empty())
            auth::note(work, call.user.id, "agent_token_given_back", client);
        return revoked;
    });
    app.sign_in.authenticator().note_revoked(jtis);
    app.sign_in.authenticator().note_revoked(call.user.agent_jti);
    return http::empty_reply(Code::No_Content);
}

/// Refuses an agent that passed the authenticator's cache although its token is no longer valid. Signs the
/// device out if the token was reused.
Reply over(App& app, Call const& call)
{
    auto const& user = call.user;
    auto const client = auth::client_info_of(call.request);
    bool was_reused = false;
    auto const ended = db::as_user(app.pool, user.id, [&](pqxx::work& work) {
        auto jtis = auth::end_reused_agent(work, user.id, user.agent_jti, client);
        was_reused = auth::was_reused(work, user.id, user.agent_jti);
        return jtis;
    });
    auto const why = was_reused ? auth::TokenEnd::reused : auth::TokenEnd::signed_out;
    for (auto const& jti : ended)
        app.sign_in.authenticator().note_revoked(jti, why);
    app.sign_in.authenticator().note_revoked(user.agent_jti, why);
    return auth::invalid_token_reply(why);
}

Reply renew_token(App& app, Call const& call)
{
    auto const client = auth::client_info_of(call.request);
    auto const renewal = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        auto renewed = auth::renew_agent_token(work, call.user.id, call.user.agent_jti);
        if (renewed && renewed->kind == auth::Renewal::Kind::first)
            auth::note(work, call.user.id, "agent_token_renewed", client);
        return renewed;
    });
    return renewal ? token_reply(app, call.user.id, renewal->token, Code::Ok) : over(app, call);
}

constexpr std::size_t kMaxSources = 10;
constexpr input::Length kVersionLength{1, 50};
constexpr input::Length kPlatformLength{1, 100};
constexpr input::Length kSourceLength{1, 40};
constexpr input::Length kProblemLength{1, 300};

/// Only lowercase letters, digits and dashes, so that no file path can be reported as a source kind.
bool is_kind(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
    });
}

auth::AgentState read_state(input::JsonReader& fields)
{
    auth::AgentState state;
    state.version = fields.text("version", kVersionLength);
    state.platform = fields.text("platform", kPlatformLength);
    state.sources = fields.texts_if_any("sources", kMaxSources, kSourceLength);
    state.last_sync_at = fields.time_if_any("last_sync_at");
    state.problem = fields.text_if_any("problem", kProblemLength);
    if (!std::all_of(state.sources.begin(), state.sources.end(), is_kind))
        fields.refuse("sources", "Must be kinds of sources: lowercase letters, digits and dashes only.");
    return state;
}

Reply report_state(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const state = read_state(body.fields());
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    bool const is_stored = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        return auth::report_agent_state(work, call.user.id, call.user.agent_jti, state);
    });
    return is_stored ? http::empty_reply(Code::No_Content) : over(app, call);
}

constexpr http::Traits kTokenTraits{.traffic = http::Traffic::sign_in};

constexpr Row kAgentTokensRows[] = {
    {Method::post, "/api/v1/auth/device", Access::anyone, start_device, kTokenTraits},
    // Agents poll more often than the sign-in rate limit allows.
    {Method::post, "/api/v1/auth/device/token", Access::anyone, poll},
    {Method::post, "/api/v1/auth/device/decision", Access::person, decide, kTokenTraits},
    {Method::get, "/api/v1/auth/device/requests/:user_code", Access::person, show_device},
    {Method::post, "/api/v1/auth/agent-token", Access::person, add_token, kTokenTraits},
    {Method::remove, "/api/v1/auth/agent-token", Access::agent, give_back_token},
    {Method::post, "/api/v1/auth/agent-token/renew", Access::agent, renew_token},
    {Method::put, "/api/v1/auth/agent-token/state", Access::agent, report_state},
    {Method::get, "/api/v1/auth/agent-tokens", Access::person, list_tokens},
    {Method::remove, "/api/v1/auth/agent-tokens/:id", Access::person, revoke_token},
};

}  // namespace

Table agent_token_routes()
{
    return kAgentTokensRows;
}

}  // namespace rmirror::routes
