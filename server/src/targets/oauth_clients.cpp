// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/oauth_clients.hpp"

#include "base/percent_encoding.hpp"
#include "connections/connections.hpp"
#include "crypto/base64.hpp"
#include "crypto/json_member.hpp"
#include "db/transaction.hpp"
#include "input/bounded_json.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rmirror::targets {

namespace {

namespace json = boost::json;
using crypto::text_member;
using Why = NotGranted::Why;

/// Long, because the tokens in an answer that arrives after the timeout are lost.
constexpr std::chrono::seconds kGrantTimeout{45};
constexpr std::size_t kMaxGrantBytes = 64U << 10U;

json::string_view json_key(std::string_view name)
{
    return {name.data(), name.size()};
}

/// Errors for a code or refresh token that isn't valid any more: RFC 6749's and Todoist's own.
bool is_refusal(std::string_view error)
{
    return error == "invalid_grant" || error == "bad_authorization_code";
}

/// Errors that only the operator can mend.
bool is_about_client(std::string_view error)
{
    constexpr std::array<std::string_view, 5> kErrors = {"incorrect_application_credentials",
                                                         "invalid_client", "unauthorized_client",
                                                         "redirect_uri_mismatch", "invalid_scope"};
    return std::find(kErrors.begin(), kErrors.end(), error) != kErrors.end();
}

Why why_not(upstream::CallResult const& result)
{
    if (result.outcome != upstream::CallOutcome::answered || result.status >= 500 || result.status == 429)
        return Why::unreachable;
    auto const body = input::object_in_answer(result.body).value_or(json::object());
    auto const error = text_member(body, "error");
    if (is_refusal(error))
        return Why::refused;
    return is_about_client(error) || result.status == 401 || result.status == 403 ? Why::misconfigured
                                                                                  : Why::odd;
}

/// The stored credential, from the service's answer.
std::variant<json::object, NotGranted> credential_in(json::object const& answer)
{
    auto const token = text_member(answer, "access_token");
    if (token.empty())
        return NotGranted{Why::odd};
    json::object credential{{json_key(connections::kToken), json_key(token)}};
    if (auto const refresh_token = text_member(answer, "refresh_token"); !refresh_token.empty())
        credential[json_key(connections::kRefreshToken)] = json_key(refresh_token);
    return credential;
}

}  // namespace

std::string sentence_about(Target const& target, NotGranted const& failed)
{
    std::string const name(target.oauth ? target.oauth->shown : target.name);
    switch (failed.why) {
        case Why::refused:
            return name + " no longer accepts this sign-in. Connect " + name + " again.";
        case Why::misconfigured:
            return name + " doesn't accept this server's OAuth client. Tell the administrator.";
        case Why::odd:
            return name + " sent a response that can't be read.";
        case Why::unreachable:
            break;
    }
    return name + " can't be reached at the moment. Try again later.";
}

OAuthClients::OAuthClients(upstream::Gateways& gateways, Settings const& settings, db::Pool& pool,
                           connections::Vault const& vault, Log& log, Options options)
    : gateways_(gateways),
      settings_(settings),
      pool_(pool),
      vault_(vault),
      log_(log),
      options_(std::move(options)),
      tokens_(pool, vault, options_.refresh)
{}

std::string const& OAuthClients::client_id(Target const& target) const
{
    return settings_.text(target.oauth->client_id);
}

bool OAuthClients::is_registered(Target const& target) const
{
    return target.oauth && !client_id(target).empty();
}

std::string OAuthClients::redirect_uri(Target const& target) const
{
    return options_.public_url + "/connections/" + std::string(target.name);
}

std::string OAuthClients::authorize_url(Target const& target, std::string_view state) const
{
    auto const& oauth = *target.oauth;
    auto const& address = gateways_.to(target.service.name).address();
    auto const& set = settings_.test_settings_in_use();
    bool const is_elsewhere = std::find(set.begin(), set.end(), target.service.address_setting) != set.end();
    auto const screen =
        is_elsewhere ? address + std::string(oauth.consent_path) : std::string(oauth.consent_url);
    return screen + "?client_id=" + percent_encoded(client_id(target)) +
           "&scope=" + percent_encoded(oauth.scope) +
           "&redirect_uri=" + percent_encoded(redirect_uri(target)) + "&state=" + percent_encoded(state);
}

std::variant<json::object, NotGranted> OAuthClients::ask(Target const& target, UserId const& user_id,
                                                         upstream::Call call) const
{
    auto& gateway = gateways_.to(target.service.name);
    call.method = "POST";
    call.url = gateway.address() + call.url;
    call.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    call.deadline = kGrantTimeout;
    call.max_bytes = kMaxGrantBytes;
    upstream::Order order;
    order.call = std::move(call);
    order.share.owner = user_id.text();
    order.share.limit = "OAuth";
    order.retries = upstream::once();
    auto const result = gateway.ask_and_wait(std::move(order));
    if (result.outcome != upstream::CallOutcome::answered || result.status != 200)
        return NotGranted{why_not(result)};
    return input::object_in_answer(result.body).value_or(json::object());
}

std::variant<json::object, NotGranted> OAuthClients::ask_for_token(Target const& target,
                                                                   UserId const& user_id,
                                                                   std::string grant) const
{
    upstream::Call call;
    call.url = target.oauth->token_path;
    call.body = std::move(grant) + "&client_id=" + percent_encoded(client_id(target)) +
                "&client_secret=" + percent_encoded(settings_.secret(target.oauth->client_secret).reveal());
    auto const answer = ask(target, user_id, std::move(call));
    if (auto const* const failed = std::get_if<NotGranted>(&answer))
        return *failed;
    return credential_in(std::get<json::object>(answer));
}

std::variant<json::object, NotGranted> OAuthClients::exchange(Target const& target, UserId const& user_id,
                                                              std::string_view code) const
{
    return ask_for_token(target, user_id,
                         "grant_type=authorization_code&code=" + percent_encoded(code) +
                             "&redirect_uri=" + percent_encoded(redirect_uri(target)));
}

void OAuthClients::note_not_revoked(Target const& target, std::string_view why) const
{
    log_.write(Level::info, "token not revoked", {{"provider", target.name}, {"why", why}});
}

void OAuthClients::revoke(Target const& target, UserId const& user_id, Secret const& token) const
{
    upstream::Call call;
    call.url = target.oauth->revoke_path;
    call.headers = {
        {"Authorization", "Basic " + crypto::base64(client_id(target) + ":" +
                                                    settings_.secret(target.oauth->client_secret).reveal())}};
    call.body = "token=" + percent_encoded(token.reveal()) + "&token_type_hint=access_token";
    auto const answer = ask(target, user_id, std::move(call));
    if (auto const* const failed = std::get_if<NotGranted>(&answer))
        note_not_revoked(target, sentence_about(target, *failed));
}

RenewToken OAuthClients::renewal_for(Target const& target) const
{
    if (!target.oauth)
        return nullptr;
    return
        [this, &target](UserId const& user_id, Secret const& stale) { return renew(target, user_id, stale); };
}

std::variant<Secret, Renewal> OAuthClients::renew(Target const& target, UserId const& user_id,
                                                  Secret const& stale) const
{
    using Answer = std::variant<json::object, connections::NotRefreshed>;
    auto const refresh = [&](Secret const& refresh_token) -> Answer {
        auto answer = ask_for_token(
            target, user_id,
            "grant_type=refresh_token&refresh_token=" + percent_encoded(refresh_token.reveal()));
        if (auto* const credential = std::get_if<json::object>(&answer))
            return std::move(*credential);
        auto const& failed = std::get<NotGranted>(answer);
        log_.write(failed.why == Why::misconfigured ? Level::error : Level::info, "token not refreshed",
                   {{"provider", target.name}, {"why", std::string_view(sentence_about(target, failed))}});
        return connections::NotRefreshed{failed.why == Why::refused};
    };
    connections::StaleToken const token{
        .user_id = user_id, .provider = target.name, .id = std::nullopt, .token = stale};
    if (!tokens_.refresh(token, is_registered(target) ? refresh : connections::TokenRefresh::Ask()))
        return Renewal::unreachable;
    auto const stored = db::as_user(pool_, user_id, [&](pqxx::work& work) {
        return connections::look_up(work, vault_, user_id, target.name);
    });
    auto const* const credential = stored ? std::get_if<json::object>(&stored->credential) : nullptr;
    Secret renewed(credential ? std::string(text_member(*credential, connections::kToken)) : "");
    if (renewed.empty() || renewed.reveal() == stale.reveal())
        return Renewal::refused;
    return renewed;
}

std::function<void()> OAuthClients::revocation(pqxx::work& work, Target const& target,
                                               UserId const& user_id) const
{
    auto const stored =
        is_registered(target) ? connections::look_up(work, vault_, user_id, target.name) : std::nullopt;
    auto const* const credential = stored ? std::get_if<json::object>(&stored->credential) : nullptr;
    if (!credential || stored->kind != connections::kOAuth || stored->is_refused)
        return [] {};
    Secret const token(std::string(text_member(*credential, connections::kToken)));
    return [this, &target, user_id, token] {
        auto const task = [this, &target, user_id, token] {
            try {
                revoke(target, user_id, token);
            } catch (std::exception const& error) {
                note_not_revoked(target, error.what());
            }
        };
        if (!options_.call_later(user_id, task))
            note_not_revoked(target, "too many calls are waiting");
    };
}

}  // namespace rmirror::targets
