// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/claude/call.hpp"

#include "http/problem.hpp"
#include "input/uuid.hpp"
#include "proxy/claude/usage.hpp"
#include "spend/budget.hpp"

#include <array>
#include <optional>
#include <set>

namespace rmirror::proxy::claude {

using http::Code;

namespace {

constexpr std::chrono::minutes kLongestStream{60};
constexpr std::size_t kMaxWaiting = 50;  // Per user.

/// Request headers passed on to Claude. None of them tells who the caller is or what software they run.
constexpr std::array<std::string_view, 3> kSentHeaders = {"anthropic-version", "anthropic-beta",
                                                          "idempotency-key"};

upstream::Call call_for(Claude const& claude, Operation operation, http::Request const& request)
{
    upstream::Call call;
    call.method = "POST";
    call.url = claude.service->gateway.address() + "/v1/messages";
    if (operation == Operation::count_tokens)
        call.url += "/count_tokens";
    if (!request.query.empty())
        call.url += "?" + request.query;
    call.headers = {{"content-type", "application/json"}, {"x-api-key", claude.key.reveal()}};
    for (auto const name : kSentHeaders)
        if (request.has_header(name))
            call.headers.emplace_back(name, request.header_list(name));
    call.body = request.body;
    return call;
}

Settlement settlement_for(RequestFacts const& facts, Operation operation, http::Request const& request,
                          User const& user)
{
    bool const is_messages = operation == Operation::messages;
    Settlement settlement;
    settlement.user_id = user.id;
    settlement.call_id = input::new_uuid();
    if (is_messages)
        settlement.reserved = {.pages = facts.images, .tokens = facts.input_tokens + facts.output_tokens};
    settlement.action = is_messages ? "claude_messages" : "claude_count_tokens";
    settlement.client = auth::client_info_of(request);
    settlement.details = {{"model", facts.model}, {"images", facts.images}};
    return settlement;
}

http::Reply refusal_for(quota::CallReservation const& reservation, Settlement const& settlement)
{
    using Lacking = quota::CallReservation::Lacking;
    if (reservation.lacking == Lacking::pages)
        return http::problem(Code::Payment_Required,
                             "Your page quota is used up: each image in a call counts as one page. It resets "
                             "every month.");
    if (reservation.token_limit == 0)
        return http::problem(Code::Payment_Required,
                             "This server passes calls on to Claude for accounts with a subscription only.");
    return http::problem(Code::Payment_Required,
                         "Your token quota is used up: this call may take " +
                             std::to_string(settlement.reserved.tokens) + " tokens, and " +
                             std::to_string(reservation.tokens_left.value_or(0)) +
                             " are left. Send less, lower max_tokens, or wait: it resets every month.");
}

/// Assumes that all input is written to the one-hour cache, which costs the most.
spend::Nanodollars max_cost(spend::Budget const& budget, RequestFacts const& facts, Operation operation)
{
    if (operation == Operation::count_tokens)
        return 0;
    return budget.cost({.cache_written_for_hour = facts.input_tokens, .output = facts.output_tokens},
                       spend::Rate::usual);
}

http::Reply refusal_for(spend::LimitReached const& limit)
{
    if (limit.is_too_low)
        return http::problem(
            Code::Bad_Request,
            "This call may cost more than this server can spend in a whole day. Lower max_tokens, "
            "send less, or ask its administrator to raise RMIRROR_SPEND_LIMIT.");
    return http::problem(
               Code::Too_Many_Requests,
               "This server's spending limit for today is reached, or leaves no room for this call. "
               "Calls are passed on again at 00:00 UTC.")
        .with("Retry-After", std::to_string(limit.after.count()))
        .with("x-should-retry", "false");
}

/// Empty for a user without a limit.
std::vector<http::NamedValue> headers_for(quota::CallReservation const& reservation)
{
    if (!reservation.token_limit)
        return {};
    return {{"RMirror-Tokens-Limit", std::to_string(*reservation.token_limit)},
            {"RMirror-Tokens-Left", std::to_string(reservation.tokens_left.value_or(0))}};
}

std::optional<Refusal> refusal_of_betas(http::Request const& request, Rules const& rules)
{
    auto const given = request.header_list("anthropic-beta");
    std::set<std::string> betas;
    for (auto const beta : http::listed(given))
        betas.emplace(beta);
    return refusal_of("anthropic-beta", betas, rules.betas);
}

}  // namespace

http::Reply not_set_up()
{
    return http::problem(
               Code::Service_Unavailable,
               "Claude isn't set up on this server. Its administrator can set RMIRROR_ANTHROPIC_API_KEY.")
        .with("x-should-retry", "false");
}

void forward_call(Claude const& claude, Operation operation, http::Request const& request, User const& user,
                  http::Answer const& answer)
{
    auto const& service = claude.service;
    if (claude.key.empty())
        return answer.send(not_set_up());
    if (auto const refusal = refusal_of_betas(request, claude.rules))
        return answer.send(http::problem(refusal->status, refusal->sentence));
    auto read = read_request(request.body, claude.rules);
    if (auto const* const refusal = std::get_if<Refusal>(&read))
        return answer.send(http::problem(refusal->status, refusal->sentence));
    auto const& facts = std::get<RequestFacts>(read);
    ProxiedCall passed;
    passed.settlement = settlement_for(facts, operation, request, user);
    spend::Budget const budget(service->ledger.spend(), spend::Vendor::claude, facts.model);
    auto& settlement = passed.settlement;
    auto const reserved = service->ledger.reserve(user.id, settlement.call_id, settlement.reserved,
                                                  max_cost(budget, facts, operation));
    if (auto const* const limit = std::get_if<spend::LimitReached>(&reserved))
        return answer.send(refusal_for(*limit));
    auto const& held = std::get<Held>(reserved);
    passed.headers = headers_for(held.units);
    if (held.units.lacking != quota::CallReservation::Lacking::nothing) {
        auto refusal = refusal_for(held.units, settlement);
        refusal.headers.insert(refusal.headers.end(), passed.headers.begin(), passed.headers.end());
        return answer.send(std::move(refusal));
    }
    settlement.spend = held.spend;
    passed.call = call_for(claude, operation, request);
    passed.memory = request.body_share;
    passed.key = claude.key;
    passed.call.deadline = facts.is_stream ? kLongestStream : kTimeout;
    passed.share = {.owner = user.id.text(), .at_once = claude.calls_at_once, .waiting = kMaxWaiting};
    passed.form = facts.is_stream ? ProxiedCall::Form::stream : ProxiedCall::Form::whole;
    passed.meter = std::make_unique<UsageMeter>(budget);
    proxy::forward_call(service, std::move(passed), answer);
}

}  // namespace rmirror::proxy::claude
