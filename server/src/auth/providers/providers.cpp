// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/providers/providers.hpp"

#include "auth/providers/github_provider.hpp"
#include "auth/providers/oidc_provider.hpp"

#include <algorithm>

namespace rmirror::auth {

namespace {

constexpr std::size_t kMaxShownBytes = 50;

/// "login.example.org", if the operator gave the service no name.
std::string shown_of_issuer(Settings const& settings)
{
    auto const& name = settings.text("RMIRROR_OIDC_NAME");
    if (!name.empty())
        return name;
    std::string_view host = settings.text("RMIRROR_OIDC_ISSUER");
    host.remove_prefix(host.find("://") + 3);
    return std::string(host.substr(0, host.find('/')));
}

}  // namespace

Result<Done> check_providers(Settings const& settings)
{
    auto const& name = settings.text("RMIRROR_OIDC_NAME");
    if (name.size() > kMaxShownBytes || std::any_of(name.begin(), name.end(), [](char letter) {
            return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f;
        }))
        return Refusal{"RMIRROR_OIDC_NAME must be at most 50 bytes in one line."};
    if (!settings.text("RMIRROR_OIDC_CLIENT_ID").empty() && settings.text("RMIRROR_OIDC_ISSUER").empty())
        return Refusal{"RMIRROR_OIDC_CLIENT_ID requires RMIRROR_OIDC_ISSUER, which issued it."};
    return Done{};
}

Providers::Providers(Settings const& settings, upstream::Gateways& gateways, IssuerKeys* own_keys, Log& log)
{
    if (auto const& id = settings.text("RMIRROR_OIDC_CLIENT_ID"); !id.empty() && own_keys)
        all_.push_back(std::make_unique<OidcProvider>(
            OidcClient{.provider_id = "oidc",
                       .shown = shown_of_issuer(settings),
                       .client_id = id,
                       .client_secret = settings.secret("RMIRROR_OIDC_CLIENT_SECRET"),
                       .admits_everybody = true},
            *own_keys, gateways.to("sign_in")));
    if (auto const& id = settings.text("RMIRROR_GOOGLE_CLIENT_ID"); !id.empty()) {
        auto& gateway = gateways.to("google");
        google_keys_ = std::make_unique<IssuerKeys>(gateway.address(), gateway, log);
        all_.push_back(std::make_unique<OidcProvider>(
            OidcClient{.provider_id = "google",
                       .shown = "Google",
                       .client_id = id,
                       .client_secret = settings.secret("RMIRROR_GOOGLE_CLIENT_SECRET")},
            *google_keys_, gateway));
    }
    if (auto const& id = settings.text("RMIRROR_GITHUB_CLIENT_ID"); !id.empty()) {
        auto& gateway = gateways.to("github");
        all_.push_back(std::make_unique<GitHubProvider>(
            GitHubClient{.client_id = id,
                         .client_secret = settings.secret("RMIRROR_GITHUB_CLIENT_SECRET"),
                         .url = gateway.address(),
                         .api_url = settings.text("RMIRROR_TEST_GITHUB_API_BASE_URL")},
            gateway));
    }
}

Provider const* Providers::find(std::string_view id) const
{
    auto const found =
        std::find_if(all_.begin(), all_.end(), [id](auto const& each) { return each->id() == id; });
    return found == all_.end() ? nullptr : found->get();
}

Provider const* Providers::of_issuer(std::string_view issuer) const
{
    auto const found =
        std::find_if(all_.begin(), all_.end(), [&](auto const& each) { return each->issuer() == issuer; });
    return found == all_.end() ? nullptr : found->get();
}

}  // namespace rmirror::auth
