// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plans/api.hpp"

#include "base/percent_encoding.hpp"
#include "crypto/json_member.hpp"
#include "input/bounded_json.hpp"

#include <chrono>

namespace rmirror::plans {

namespace json = boost::json;
using crypto::text_member;
using upstream::CallOutcome;

namespace {

/// The version that this code was written for. Without it, Stripe answers by the account's default.
constexpr std::string_view kVersion = "2026-10-28.endive";
constexpr std::chrono::seconds kDeadline{12};
constexpr std::size_t kMaxAnswer = 4U << 20U;
constexpr std::size_t kAtOnce = 20;
constexpr std::string_view kListSize = "100";  // The most that Stripe allows.

std::string form_of(Parameters const& parameters)
{
    std::string form;
    for (auto const& [name, value] : parameters) {
        form += form.empty() ? "" : "&";
        form += percent_encoded(name) + "=" + percent_encoded(value);
    }
    return form;
}

Failed::Why why_of(int status)
{
    if (status == 401 || status == 403)
        return Failed::Why::misconfigured;
    if (status == 404)
        return Failed::Why::missing;
    // 409: another call with the same idempotency key is in progress.
    if (status == 409 || status == 429 || status >= 500)
        return Failed::Why::unreachable;
    return Failed::Why::refused;
}

Failed failure_of(upstream::CallResult const& result)
{
    if (result.outcome != CallOutcome::answered)
        return {.why = result.outcome == CallOutcome::too_large ? Failed::Why::odd : Failed::Why::unreachable,
                .code = {},
                .message = result.why};
    auto const answer = input::object_in_answer(result.body).value_or(json::object());
    auto const* const error = crypto::object_member(answer, "error");
    auto code = error ? text_member(*error, "code") : std::string_view();
    if (error && code.empty())
        code = text_member(*error, "type");
    auto const message = error ? text_member(*error, "message") : std::string_view();
    return {.why = why_of(result.status),
            .code = std::string(code),
            .message = std::to_string(result.status) + " " + std::string(message)};
}

}  // namespace

Answered Api::ask(std::string method, std::string const& path, Parameters const& parameters,
                  std::string const& idempotency_key) const
{
    upstream::Order order;
    auto& call = order.call;
    auto form = form_of(parameters);
    call.method = std::move(method);
    call.url = gateway_.address() + path;
    call.headers = {{"Authorization", "Bearer " + key_.reveal()},
                    {"Stripe-Version", std::string(kVersion)},
                    {"Accept", "application/json"}};
    if (call.method == "POST") {
        call.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
        call.headers.emplace_back("Idempotency-Key", idempotency_key);
        call.body = std::move(form);
    } else if (!form.empty()) {
        call.url += "?" + form;
    }
    call.deadline = kDeadline;
    call.max_bytes = kMaxAnswer;
    order.share.owner = "plans";
    order.share.at_once = kAtOnce;
    order.retries.repeatable = true;
    order.cancellation = cancellation_;
    auto const result = gateway_.ask_and_wait(std::move(order));
    if (result.outcome != CallOutcome::answered || result.status != 200)
        return failure_of(result);
    auto answer = input::object_in_answer(result.body);
    if (!answer)
        return Failed{.why = Failed::Why::odd, .code = {}, .message = "the answer isn't a JSON object"};
    return std::move(*answer);
}

Answered Api::get(std::string const& path, Parameters const& parameters) const
{
    return ask("GET", path, parameters, {});
}

Answered Api::post(std::string const& path, Parameters const& parameters,
                   std::string const& idempotency_key) const
{
    return ask("POST", path, parameters, idempotency_key);
}

Answered Api::remove(std::string const& path) const
{
    return ask("DELETE", path, {}, {});
}

std::optional<Failed> Api::each(std::string const& path, Parameters parameters,
                                std::function<bool(json::object const&)> const& take) const
{
    parameters.emplace_back("limit", kListSize);
    auto const own = parameters.size();
    while (true) {
        auto const answered = get(path, parameters);
        if (auto const* const failed = std::get_if<Failed>(&answered))
            return *failed;
        auto const& list = std::get<json::object>(answered);
        auto const* const data = crypto::array_member(list, "data");
        if (!data)
            return Failed{.why = Failed::Why::odd, .code = {}, .message = "the list has no data"};
        std::string last;
        for (auto const& each : *data)
            if (auto const* const object = each.if_object()) {
                last = text_member(*object, "id");
                if (!take(*object))
                    return std::nullopt;
            }
        if (!crypto::flag_member(list, "has_more") || last.empty())
            return std::nullopt;
        parameters.resize(own);
        parameters.emplace_back("starting_after", last);
    }
}

}  // namespace rmirror::plans
