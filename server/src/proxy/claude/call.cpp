// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/claude/call.hpp"

#include "http/problem.hpp"
#include "input/uuid.hpp"
#include "proxy/claude/usage.hpp"

#include <array>

namespace rmirror::proxy::claude {

using http::Code;

namespace {

constexpr std::chrono::minutes kLongestStream{60};
constexpr std::size_t kMostWaiting = 50;  // Of one user.

/// What of a caller's request Claude is shown. Not who they are, nor what they run.
constexpr std::array<std::string_view, 3> kSentHeaders = {"anthropic-version", "anthropic-beta",
                                                          "idempotency-key"};

upstream::Call call_for(Service const& service, Operation operation, http::Request const& request)
{
    upstream::Call call;
    call.method = "POST";
    call.url = service.gateway.address() + "/v1/messages";
    if (operation == Operation::count_tokens)
        call.url += "/count_tokens";
    if (!request.query.empty())
        call.url += "?" + request.query;
    call.headers = {{"content-type", "application/json"}, {"x-api-key", service.key.reveal()}};
    for (auto const name : kSentHeaders)
        if (request.has_header(name))
            call.headers.emplace_back(name, request.header(name));
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
        settlement.reserved.pages = facts.images;
    settlement.action = is_messages ? "claude_messages" : "claude_count_tokens";
    settlement.client = auth::client_info_of(request);
    settlement.details = {{"model", facts.model}, {"images", facts.images}};
    return settlement;
}

}  // namespace

void pass_on(Claude const& claude, Operation operation, http::Request const& request, User const& user,
             http::Answer const& answer)
{
    auto const& service = claude.service;
    if (service->key.empty())
        return answer.send(http::problem(Code::Service_Unavailable,
                                         "Claude isn't set up on this server. Its administrator can set "
                                         "RMIRROR_ANTHROPIC_API_KEY.")
                               .with("x-should-retry", "false"));
    auto read = read_request(request.body, claude.rules);
    if (auto const* const refusal = std::get_if<Refusal>(&read))
        return answer.send(http::problem(refusal->status, refusal->sentence));
    auto const& facts = std::get<RequestFacts>(read);
    auto settlement = settlement_for(facts, operation, request, user);
    if (!settlement.reserved.is_nothing() &&
        service->ledger.reserve(user.id, settlement.call_id, settlement.reserved).lacking !=
            quota::CallReservation::Lacking::nothing)
        return answer.send(http::problem(Code::Payment_Required,
                                         "Your page quota is used up: each image in a call counts as one "
                                         "page. It resets every month."));
    PassedCall passed;
    passed.call = call_for(*service, operation, request);
    passed.call.deadline = facts.is_stream ? kLongestStream : kTimeout;
    passed.share = {.owner = user.id.text(), .at_once = claude.calls_at_once, .waiting = kMostWaiting};
    passed.form = facts.is_stream ? PassedCall::Form::stream : PassedCall::Form::whole;
    passed.settlement = std::move(settlement);
    passed.meter = std::make_unique<UsageMeter>();
    proxy::pass_on(service, std::move(passed), answer);
}

}  // namespace rmirror::proxy::claude
