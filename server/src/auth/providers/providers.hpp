// SPDX-License-Identifier: AGPL-3.0-or-later
// The providers at which people can sign in to this server, as far as the operator has registered it there.
#pragma once

#include "auth/providers/provider.hpp"
#include "auth/tokens/issuer_keys.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "base/settings/settings.hpp"
#include "upstream/providers.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::auth {

/// Refuses settings of providers that don't fit together.
Result<Done> check_providers(Settings const& settings);

class Providers {
public:
    /// `own_keys`: those of RMIRROR_OIDC_ISSUER; null without one. All but the settings must outlive this.
    /// The settings must have passed check_providers().
    Providers(Settings const& settings, upstream::Gateways& gateways, IssuerKeys* own_keys, Log& log);

    /// In the order in which people see them.
    std::span<std::unique_ptr<Provider> const> all() const { return all_; }
    /// Nullptr if there is none of this id.
    Provider const* find(std::string_view id) const;
    /// Nullptr if nobody can sign in with an identity of this issuer any more.
    Provider const* of_issuer(std::string_view issuer) const;

private:
    std::unique_ptr<IssuerKeys> google_keys_;  // First, because a provider uses it.
    std::vector<std::unique_ptr<Provider>> all_;
};

}  // namespace rmirror::auth
