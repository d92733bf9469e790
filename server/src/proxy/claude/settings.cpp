// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/claude/call.hpp"

#include "http/origin.hpp"
#include "proxy/claude/key_refusals.hpp"

#include <array>

namespace rmirror::proxy::claude {

namespace {

constexpr std::array<std::string_view, 5> kReturnedHeaders = {"request-id", "retry-after", "retry-after-ms",
                                                              "x-should-retry", "anthropic-ratelimit-*"};
constexpr auto kOverloaded = static_cast<http::Code>(529);  // As Claude itself answers.
constexpr std::chrono::seconds kLongestSilence{110};        // Claude sends "ping" events far more often.

}  // namespace

Claude configured(Settings const& settings, upstream::Gateway& gateway, Ledger& ledger, Log& log)
{
    Claude claude;
    claude.rules.models = settings.list("RMIRROR_CLAUDE_MODELS");
    claude.rules.betas = settings.list("RMIRROR_CLAUDE_BETAS");
    claude.rules.speeds = settings.list("RMIRROR_CLAUDE_SPEEDS");
    claude.rules.tools = settings.list("RMIRROR_CLAUDE_TOOLS");
    claude.rules.max_tokens = static_cast<std::int64_t>(settings.count("RMIRROR_CLAUDE_MAX_TOKENS"));
    claude.calls_at_once = settings.count("RMIRROR_CLAUDE_CALLS");
    claude.key = settings.secret("RMIRROR_ANTHROPIC_API_KEY");
    if (!claude.key.empty())
        ledger.spend().note_prices(spend::Vendor::claude, claude.rules.models);
    auto refusals = std::make_shared<KeyRefusals>(log);
    claude.service = std::make_shared<Service const>(
        Service{.name = "Claude",
                .gateway = gateway,
                .ledger = ledger,
                .returned_headers = kReturnedHeaders,
                .overloaded = kOverloaded,
                .longest_silence = kLongestSilence,
                .reply_in_place_of = [refusals = std::move(refusals)](auto const& result) {
                    return refusals->reply_in_place_of(result);
                }});
    return claude;
}

}  // namespace rmirror::proxy::claude
