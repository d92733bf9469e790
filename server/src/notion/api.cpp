// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/api.hpp"

#include "crypto/json_member.hpp"
#include "crypto/random_token.hpp"
#include "notion/access.hpp"

#include <boost/json/parse.hpp>

#include <utility>

namespace rmirror::notion {

namespace json = boost::json;
using crypto::text_member;

namespace {

constexpr std::chrono::seconds kTimeout{20};
constexpr std::size_t kMostAnswerBytes = 1U << 20U;
constexpr int kOk = 200;
constexpr int kForbidden = 403;

Failed failed_of(upstream::CallResult const& result)
{
    using upstream::Ending;
    using Why = Failed::Why;
    auto const failed = [&result](Why why) { return Failed{why, result.sent, result.retry_after}; };
    if (result.ending == Ending::cooling_down || result.ending == Ending::overloaded)
        return failed(Why::busy);
    if (result.ending != Ending::answered)
        return failed(Why::unreachable);
    switch (result.status) {
        case 400:
        case 401:
            return failed(Why::refused);
        case kForbidden:
            return failed(Why::forbidden);
        case 429:
        case 529:
            return failed(Why::busy);
        default:
            return failed(result.status >= 500 ? Why::unreachable : Why::odd);
    }
}

}  // namespace

std::string_view sentence_about(Failed const& failed)
{
    switch (failed.why) {
        case Failed::Why::refused:
            return "Notion doesn't accept this token.";
        case Failed::Why::forbidden:
            return "Notion doesn't allow this token to do that.";
        case Failed::Why::busy:
            return "Notion is taking no more calls for a while. Try again in a minute.";
        case Failed::Why::odd:
            return "Notion sent a response that can't be read.";
        case Failed::Why::unreachable:
            break;
    }
    return "Notion can't be reached at the moment. Try again later.";
}

std::variant<json::object, Failed> Api::ask(UserId const& user_id, upstream::Call call,
                                            std::string limit) const
{
    call.url = gateway_.address() + call.url;
    call.deadline = kTimeout;
    call.most_bytes = kMostAnswerBytes;
    if (!call.body.empty())
        call.headers.emplace_back("Content-Type", "application/json");
    upstream::Order order;
    order.call = std::move(call);
    order.share = {.owner = user_id.text(), .limit = std::move(limit)};
    order.retries = upstream::once();
    auto const result = gateway_.ask_and_wait(std::move(order));
    if (result.ending != upstream::Ending::answered || result.status != kOk)
        return failed_of(result);
    boost::system::error_code error;
    auto value = json::parse(result.body, error);
    if (error || !value.is_object())
        return Failed{.why = Failed::Why::odd};
    return std::move(value.get_object());
}

std::variant<Bot, Failed> Api::me(UserId const& user_id, Secret const& token) const
{
    upstream::Call call;
    call.url = "/v1/users/me";
    call.headers = {{"Authorization", "Bearer " + token.reveal()}, {"Notion-Version", std::string(kVersion)}};
    auto const answer = ask(user_id, std::move(call), crypto::token_hash(token.reveal()));
    if (auto const* const failed = std::get_if<Failed>(&answer))
        return *failed;
    auto const& user = std::get<json::object>(answer);
    auto const* const bot = user.if_contains("bot");
    auto const* const facts = bot ? bot->if_object() : nullptr;
    auto const workspace_id = facts ? std::string(text_member(*facts, "workspace_id")) : "";
    if (workspace_id.empty())
        return Failed{.why = Failed::Why::odd};
    return Bot{std::string(text_member(user, "id")), workspace_id,
               std::string(text_member(*facts, "workspace_name"))};
}

}  // namespace rmirror::notion
