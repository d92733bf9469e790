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

/// Betas that clients of /api/claude use. Others can cost extra, or reach what all calls with the server's
/// key share, such as files.
constexpr std::array kBetas = {"claude-code-20250219",
                               "computer-use-2025-01-24",
                               "computer-use-2025-11-24",
                               "context-management-2025-06-27",
                               "extended-cache-ttl-2025-04-11",
                               "fine-grained-tool-streaming-2025-05-14",
                               "interleaved-thinking-2025-05-14",
                               "model-context-window-exceeded-2025-08-26",
                               "output-128k-2025-02-19",
                               "prompt-caching-2024-07-31",
                               "structured-outputs-2025-11-13",
                               "thinking-token-count-2026-05-13",
                               "token-counting-2024-11-01",
                               "token-efficient-tools-2025-02-19"};
/// What programs for Claude usually ask for at most. A call's max_tokens are reserved from its user's quota,
/// so this also bounds how much of it one call can hold.
constexpr std::int64_t kMaxTokens = 32'000;

}  // namespace

Claude configured(Settings const& settings, upstream::Gateway& gateway, Ledger& ledger, Log& log)
{
    Claude claude;
    claude.rules.models = settings.list("RMIRROR_CLAUDE_MODELS");
    claude.rules.betas.assign(kBetas.begin(), kBetas.end());
    claude.rules.max_tokens = kMaxTokens;
    claude.calls_at_once = settings.count("RMIRROR_TEST_CLAUDE_CALLS");
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
