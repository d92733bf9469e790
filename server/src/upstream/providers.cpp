// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/providers.hpp"

#include "base/settings/options.hpp"
#include "upstream/shared_rate_counters.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace rmirror::upstream {

namespace {

constexpr std::size_t kMaxWaitingToSignIn = 8;

constexpr std::array kProviders{
    // Transcribes pages, and answers calls passed on by /api/claude, with one key for both. The limit is
    // below the client's, so that many calls here leave other services reachable.
    Provider{.name = "claude", .address_setting = "RMIRROR_TEST_ANTHROPIC_BASE_URL", .max_under_way = 800},
    // Transcribes pages: any service with OpenAI's chat completions API. Its limit is the maximum of
    // concurrent transcriptions.
    Provider{.name = "openai", .address_setting = "RMIRROR_OCR_BASE_URL", .max_under_way = 200},
    // Makes vectors for search by meaning: any service with OpenAI's embeddings API.
    Provider{.name = "embeddings", .address_setting = "RMIRROR_EMBEDDINGS_URL", .max_under_way = 50},
    // Receives notes, and calls that are passed on. Each token has its own limits.
    Provider{.name = "notion",
             .address_setting = "RMIRROR_TEST_NOTION_BASE_URL",
             .cools_down = GatewayOptions::CoolsDown::limit,
             .keeps_notes = true},
    // Stores images. The limits of requests and workers already bound the size of its bodies.
    Provider{.name = "s3", .address_setting = "RMIRROR_S3_ENDPOINT", .max_body_bytes = 2U << 30U},
    // Sells plans.
    Provider{.name = "stripe",
             .address_setting = "RMIRROR_TEST_STRIPE_BASE_URL",
             .client_setting = "RMIRROR_STRIPE_SECRET_KEY",
             .max_under_way = 50},
    // Sign people in: their keys are fetched now and then, and codes are exchanged. Threads wait for their
    // answers, so that calls above the limit are refused rather than waiting.
    Provider{.name = "sign_in",
             .address_setting = "RMIRROR_OIDC_ISSUER",
             .max_under_way = 8,
             .max_waiting = kMaxWaitingToSignIn},
    Provider{.name = "google",
             .address_setting = "RMIRROR_TEST_GOOGLE_ISSUER",
             .client_setting = "RMIRROR_GOOGLE_CLIENT_ID",
             .max_under_way = 8,
             .max_waiting = kMaxWaitingToSignIn},
    Provider{.name = "github",
             .address_setting = "RMIRROR_TEST_GITHUB_BASE_URL",
             .client_setting = "RMIRROR_GITHUB_CLIENT_ID",
             .max_under_way = 8,
             .max_waiting = kMaxWaitingToSignIn},
};

/// Whether a text or secret isn't empty.
bool is_set(Settings const& settings, std::string_view name)
{
    auto const& options = all_options();
    bool const is_secret = std::any_of(options.begin(), options.end(), [name](Option const& option) {
        return option.name == name && option.kind == Kind::secret;
    });
    return is_secret ? !settings.secret(name).empty() : !settings.text(name).empty();
}

}  // namespace

std::span<Provider const> providers()
{
    return kProviders;
}

bool only_reads_elsewhere(Settings const& settings)
{
    return settings.text("RMIRROR_STAGING") == "on";
}

Gateways::Gateways(Client& client, Settings const& settings, std::span<Provider const> more,
                   std::shared_ptr<SharedRateCounters> shared_rate_counters)
    : shared_rate_counters_(std::move(shared_rate_counters))
{
    auto const address_of = [&settings](Provider const& provider) {
        auto const setting = provider.address_setting;
        return setting.empty() ? std::string() : settings.text(setting);
    };
    std::vector<Provider> all(kProviders.begin(), kProviders.end());
    all.insert(all.end(), more.begin(), more.end());
    bool const only_reads = only_reads_elsewhere(settings);
    for (auto const& provider : all) {
        gateways_.emplace_back(client, GatewayOptions{.name = std::string(provider.name),
                                                      .address = address_of(provider),
                                                      .max_under_way = provider.max_under_way,
                                                      .max_waiting = provider.max_waiting,
                                                      .max_body_bytes = provider.max_body_bytes,
                                                      .cools_down = provider.cools_down,
                                                      .only_reads = provider.keeps_notes && only_reads,
                                                      .shared_rate_counters = shared_rate_counters_.get()});
        bool const has_address = provider.address_setting.empty() || !gateways_.back().address().empty();
        bool const has_client = provider.client_setting.empty() || is_set(settings, provider.client_setting);
        if (has_address && has_client)
            in_use_.push_back(&gateways_.back());
    }
}

Gateway& Gateways::to(std::string_view name)
{
    auto const found = std::find_if(gateways_.begin(), gateways_.end(),
                                    [name](Gateway const& gateway) { return gateway.name() == name; });
    if (found == gateways_.end())
        throw std::logic_error("no service has the name " + std::string(name));
    return *found;
}

std::vector<Gateway const*> const& Gateways::in_use() const
{
    return in_use_;
}

}  // namespace rmirror::upstream
