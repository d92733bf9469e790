// SPDX-License-Identifier: AGPL-3.0-or-later
// A subscription as Stripe describes it, and what it means for its owner's plan.
#pragma once

#include "plans/options.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::plans {

/// Times are in seconds since 1970, as Stripe writes them; nullopt: none.
struct Subscription {
    std::string id;
    std::string customer_id;
    std::string status;  // Stripe's own word.
    std::optional<std::string> tier =
        std::nullopt;  // The highest of its prices; nullopt: none of them is ours.
    std::optional<std::int64_t> period_start = std::nullopt;
    std::optional<std::int64_t> period_end = std::nullopt;  // Of the item with that tier.
    std::optional<std::int64_t> cancels_at = std::nullopt;  // When it ends, because it was cancelled.

    /// Whether it is paid for, or overdue.
    bool is_live() const;
};

/// The tier of a price, if it is one of ours.
using TierOfPrice = std::function<std::optional<std::string>(boost::json::object const& price)>;

/// Nullopt for what is no subscription.
std::optional<Subscription> subscription_in(boost::json::object const& object, TierOfPrice const& tier_of);

}  // namespace rmirror::plans
