// SPDX-License-Identifier: AGPL-3.0-or-later
// The prices that are offered, read from Stripe by their lookup keys.
#pragma once

#include "plans/api.hpp"
#include "plans/options.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rmirror::plans {

struct Price {
    Offer offer;
    std::string id;
    std::string product_id;
    std::optional<std::int64_t>
        amount;            // In the currency's smallest unit; nullopt: Stripe has no single one.
    std::string currency;  // Three lower-case letters.
    std::string interval;  // day, week, month or year.
    std::int64_t interval_count = 1;
};

class Catalog {
public:
    /// Both must outlive this.
    Catalog(Api const& api, Options const& options) : api_(api), options_(options) {}

    /// In the order of the settings, without those that Stripe doesn't have. Asks Stripe unless it did so
    /// in the last five minutes; an older answer is used for as long as Stripe can't be reached.
    std::variant<std::vector<Price>, Failed> prices();

    /// By the price's lookup key, and for a price that lost it to a newer one by its product. Nullopt if it
    /// is none of ours, or if prices of different tiers have that product. `Failed` if Stripe had to be
    /// asked.
    std::variant<std::optional<std::string>, Failed> tier_of(boost::json::object const& price);

private:
    using Clock = std::chrono::steady_clock;

    std::variant<std::vector<Price>, Failed> read() const;

    Api const& api_;
    Options const& options_;
    std::mutex mutex_;
    std::vector<Price> known_;
    std::optional<Clock::time_point> read_at_;
};

}  // namespace rmirror::plans
