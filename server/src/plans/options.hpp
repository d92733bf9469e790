// SPDX-License-Identifier: AGPL-3.0-or-later
// What the operator says about Stripe: keys, and which prices there are which tier.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/settings/settings.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::plans {

/// A price that people can choose: the lookup key that it has at Stripe, and the tier that it pays for.
struct Offer {
    std::string tier;
    std::string lookup_key;
};

struct Options {
    Secret key;
    Secret webhook_secret;
    std::vector<Offer> offers;  // In the order in which they are shown.
    bool is_live = false;       // Whether the key is for real payments or for Stripe's test mode.

    /// Nullopt without RMIRROR_STRIPE_SECRET_KEY. A refusal names the invalid setting.
    static Result<std::optional<Options>> read(Settings const& settings);

    /// Null for a price that isn't offered.
    Offer const* offer_of(std::string_view lookup_key) const;
};

/// A higher number for a higher tier; 0 for none.
int rank_of(std::string_view tier);

}  // namespace rmirror::plans
