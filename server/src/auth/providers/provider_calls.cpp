// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/providers/provider_calls.hpp"

#include "base/percent_encoding.hpp"
#include "crypto/base64.hpp"
#include "crypto/json_member.hpp"
#include "hashing.hpp"
#include "input/bounded_json.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

namespace rmirror::auth {

namespace json = boost::json;
using Why = NotTold::Why;

namespace {

constexpr std::chrono::seconds kAskDeadline{10};
constexpr std::size_t kMaxAnswerBytes = 256U << 10U;
constexpr std::size_t kMaxDetailBytes = 200;

/// Errors that only the operator can mend.
bool is_about_client(std::string_view error)
{
    constexpr std::array<std::string_view, 6> kErrors = {
        "invalid_client", "unauthorized_client",          "unsupported_grant_type",
        "invalid_scope",  "incorrect_client_credentials", "redirect_uri_mismatch"};
    return std::find(kErrors.begin(), kErrors.end(), error) != kErrors.end();
}

Why why_error(std::string_view error)
{
    if (error == "invalid_grant" || error == "bad_verification_code")
        return Why::refused;
    if (error == "unverified_user_email")
        return Why::unverified;
    return is_about_client(error) ? Why::misconfigured : Why::odd;
}

NotTold not_told_by(upstream::CallResult const& result)
{
    if (result.outcome != upstream::CallOutcome::answered)
        return {Why::unreachable, result.why};
    auto detail = "status " + std::to_string(result.status);
    if (result.status >= 500 || result.status == 429)
        return {Why::unreachable, std::move(detail)};
    auto const body = input::object_in_answer(result.body).value_or(json::object());
    auto const error = crypto::text_member(body, "error");
    detail.append(", ").append(error.substr(0, kMaxDetailBytes));
    auto const why = why_error(error);
    bool const rejects_client = why == Why::odd && result.status == 401;
    return {rejects_client ? Why::misconfigured : why, std::move(detail)};
}

}  // namespace

std::string form_of(std::initializer_list<std::pair<std::string_view, std::string_view>> parts)
{
    std::string form;
    for (auto const& [name, value] : parts) {
        if (value.empty())
            continue;
        form.append(form.empty() ? "" : "&").append(name).append("=").append(percent_encoded(value));
    }
    return form;
}

std::string code_challenge_of(std::string_view code_verifier)
{
    Sha256 hash;
    hash.update({reinterpret_cast<std::uint8_t const*>(code_verifier.data()), code_verifier.size()});
    auto const digest = hash.finish();
    return crypto::base64url({reinterpret_cast<char const*>(digest.data()), digest.size()});
}

std::variant<json::value, NotTold> ask_provider(upstream::Gateway& gateway, std::string const& network,
                                                upstream::Call call)
{
    call.deadline = kAskDeadline;
    call.max_bytes = kMaxAnswerBytes;
    upstream::Order order;
    order.call = std::move(call);
    order.share.owner = network;
    order.retries = upstream::once();
    auto const result = gateway.ask_and_wait(std::move(order));
    if (result.outcome != upstream::CallOutcome::answered || result.status != 200)
        return not_told_by(result);
    std::string why;
    auto value = input::parse_answer(result.body, why);
    if (!value)
        return NotTold{Why::odd, "no JSON: " + why};
    return std::move(*value);
}

std::variant<json::object, NotTold> ask_for_tokens(upstream::Gateway& gateway, std::string const& network,
                                                   upstream::Call call)
{
    call.method = "POST";
    call.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    call.headers.emplace_back("Accept", "application/json");
    auto answer = ask_provider(gateway, network, std::move(call));
    if (auto* const failed = std::get_if<NotTold>(&answer))
        return std::move(*failed);
    auto* const object = std::get<json::value>(answer).if_object();
    if (!object)
        return NotTold{Why::odd, "no tokens"};
    // GitHub reports errors with the status 200.
    if (auto const error = crypto::text_member(*object, "error"); !error.empty())
        return NotTold{why_error(error), std::string(error.substr(0, kMaxDetailBytes))};
    return std::move(*object);
}

}  // namespace rmirror::auth
