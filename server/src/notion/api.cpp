// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/api.hpp"

#include "base/percent_encoding.hpp"
#include "crypto/base64.hpp"
#include "crypto/json_member.hpp"
#include "crypto/random_token.hpp"
#include "input/bounded_json.hpp"

#include <boost/json/serialize.hpp>

#include <array>
#include <utility>

namespace rmirror::notion {

namespace json = boost::json;
using crypto::text_member;
using Why = Failed::Why;

namespace {

constexpr std::chrono::seconds kTimeout{20};
/// OAuth calls get longer: the tokens in an answer that arrives after the timeout are lost.
constexpr std::chrono::seconds kProgramTimeout{45};
constexpr std::size_t kMaxAnswerBytes = 5U << 20U;
constexpr int kOk = 200;

std::string text_at(json::object const& object, std::string_view name)
{
    return std::string(text_member(object, name));
}

/// For any status other than 200.
Why why_of_status(int status)
{
    switch (status) {
        case 401:
            return Why::refused;
        case 403:
            return Why::forbidden;
        case 404:
            return Why::not_found;
        case 429:
        case 529:
            return Why::busy;
        default:
            return status >= 500 ? Why::unreachable : Why::odd;
    }
}

Why why_of(upstream::CallResult const& result)
{
    using upstream::CallOutcome;
    if (result.outcome == CallOutcome::cooling_down || result.outcome == CallOutcome::overloaded)
        return Why::busy;
    return result.outcome == CallOutcome::answered ? why_of_status(result.status) : Why::unreachable;
}

/// The OAuth endpoints return OAuth errors (`error`), but sometimes Notion's general error form (`code`).
Why why_of_program(upstream::CallResult const& result)
{
    auto const why = why_of(result);
    if (why != Why::refused && why != Why::odd)
        return why;
    auto const body = input::object_in_answer(result.body).value_or(json::object());
    auto const named = text_at(body, "error");
    auto const error = named.empty() ? text_at(body, "code") : named;
    if (error == "invalid_grant")
        return Why::refused;
    return why == Why::refused || error.ends_with("client") ? Why::misconfigured : Why::odd;
}

/// `why_of` classifies any result other than a 200.
template <typename Reason>
Answered<json::object> answered(upstream::CallResult const& result, Reason const& why_of)
{
    if (result.outcome != upstream::CallOutcome::answered || result.status != kOk)
        return Failed{why_of(result), result.retry_after};
    auto object = input::object_in_answer(result.body);
    if (!object)
        return Failed{.why = Why::odd};
    return std::move(*object);
}

Answered<Granted> granted_of(Answered<json::object> const& answer)
{
    if (auto const* const failed = std::get_if<Failed>(&answer))
        return *failed;
    auto const& object = std::get<json::object>(answer);
    auto granted = Granted{
        {text_at(object, "bot_id"), text_at(object, "workspace_id"), text_at(object, "workspace_name")},
        {Secret(text_at(object, "access_token")), Secret(text_at(object, "refresh_token"))}};
    if (granted.credential.token.empty() || granted.bot.workspace_id.empty())
        return Failed{.why = Why::odd};
    return granted;
}

}  // namespace

std::string_view sentence_about(Failed const& failed)
{
    switch (failed.why) {
        case Why::refused:
            return "Notion doesn't accept this token.";
        case Why::forbidden:
            return "Notion doesn't allow this token to do that.";
        case Why::not_found:
            return "Notion doesn't know this page, or it isn't shared with this connection.";
        case Why::busy:
            return "Notion is taking no more calls for a while. Try again in a minute.";
        case Why::misconfigured:
            return "Notion doesn't accept this server's OAuth client. Tell the administrator.";
        case Why::odd:
            return "Notion sent a response that can't be read.";
        case Why::unreachable:
            break;
    }
    return "Notion can't be reached at the moment. Try again later.";
}

upstream::CallResult Api::result_of(upstream::Call call, upstream::Share share) const
{
    call.url = gateway_.address() + call.url;
    call.max_bytes = kMaxAnswerBytes;
    if (!call.body.empty())
        call.headers.emplace_back("Content-Type", "application/json");
    upstream::Order order;
    order.call = std::move(call);
    order.share = std::move(share);
    order.retries = upstream::once();
    return gateway_.ask_and_wait(std::move(order));
}

Answered<json::object> Api::ask(UserId const& user_id, Access const& access, std::string method,
                                std::string const& path, std::string body) const
{
    upstream::Call call;
    call.method = std::move(method);
    call.url = "/v1" + path;
    call.headers = {{"Authorization", "Bearer " + access.token.reveal()},
                    {"Notion-Version", std::string(kVersion)}};
    call.body = std::move(body);
    call.deadline = kTimeout;
    return answered(result_of(std::move(call), share_of(user_id, access.limit(), access.workspace_id,
                                                        Traffic::interactive, allowance_)),
                    why_of);
}

Answered<json::object> Api::ask_as_program(UserId const& user_id, std::string_view path,
                                           json::object const& body) const
{
    upstream::Call call;
    call.method = "POST";
    call.url = "/v1/oauth/" + std::string(path);
    call.headers = {{"Authorization", "Basic " + crypto::base64(program_->client_id + ":" +
                                                                program_->client_secret.reveal())}};
    call.body = json::serialize(body);
    call.deadline = kProgramTimeout;
    upstream::Share share;
    share.owner = user_id.text();
    share.limit = "OAuth";
    return answered(result_of(std::move(call), std::move(share)), why_of_program);
}

Answered<Bot> Api::me(UserId const& user_id, Secret const& token) const
{
    Access access;
    // The bot is still unknown, so this token is counted by itself.
    access.bot_id = crypto::token_hash(token.reveal());
    access.token = token;
    auto const answer = ask(user_id, access, "GET", "/users/me");
    if (auto const* const failed = std::get_if<Failed>(&answer))
        return *failed;
    auto const& user = std::get<json::object>(answer);
    auto const* const member = user.if_contains("bot");
    auto const* const bot = member ? member->if_object() : nullptr;
    if (!bot || text_member(*bot, "workspace_id").empty())
        return Failed{.why = Why::odd};
    return Bot{text_at(user, "id"), text_at(*bot, "workspace_id"), text_at(*bot, "workspace_name")};
}

std::string Api::authorize_url(std::string_view state) const
{
    return gateway_.address() + "/v1/oauth/authorize?response_type=code&owner=user&client_id=" +
           percent_encoded(program_->client_id) + "&redirect_uri=" + percent_encoded(program_->redirect_uri) +
           "&state=" + percent_encoded(state);
}

Answered<Granted> Api::exchange(UserId const& user_id, std::string_view code) const
{
    return granted_of(ask_as_program(user_id, "token",
                                     {{"grant_type", "authorization_code"},
                                      {"code", json::string_view(code.data(), code.size())},
                                      {"redirect_uri", program_->redirect_uri}}));
}

Answered<Granted> Api::refresh(UserId const& user_id, Secret const& refresh_token) const
{
    return granted_of(ask_as_program(
        user_id, "token", {{"grant_type", "refresh_token"}, {"refresh_token", refresh_token.reveal()}}));
}

Answered<std::string> Api::scope(UserId const& user_id, Secret const& token) const
{
    auto const answer = ask_as_program(user_id, "introspect", {{"token", token.reveal()}});
    if (auto const* const failed = std::get_if<Failed>(&answer))
        return *failed;
    return text_at(std::get<json::object>(answer), "scope");
}

std::optional<Failed> Api::revoke(UserId const& user_id, Secret const& token) const
{
    auto const answer = ask_as_program(user_id, "revoke", {{"token", token.reveal()}});
    auto const* const failed = std::get_if<Failed>(&answer);
    return failed ? std::optional(*failed) : std::nullopt;
}

}  // namespace rmirror::notion
