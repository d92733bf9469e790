// SPDX-License-Identifier: AGPL-3.0-or-later
// The daily spending of an installation on models, of all its servers together: reserved before a call,
// settled by what the call used. The day ends at midnight UTC.
#pragma once

#include "base/log.hpp"
#include "base/metrics/prometheus_text.hpp"
#include "base/settings/settings.hpp"
#include "db/pool.hpp"
#include "spend/prices.hpp"

#include <pqxx/transaction>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace rmirror::spend {

struct Rules {
    std::optional<Nanodollars> limit;  // Per day; nullopt: nothing is counted.
    Prices prices;

    static Result<Rules> read(Settings const& settings);
};

/// The amount reserved for a call. If it is never settled, because its server died or the cost is unknown, it
/// counts as spent.
struct Reservation {
    std::string day;  // Empty: nothing is counted.
    Nanodollars amount = 0;
};

/// Today's spending, in dollars.
struct Spending {
    double limit = 0;
    double spent = 0;  // Includes what is reserved for calls in progress.
    bool is_limit_reached = false;
};

/// The limit leaves no room for a call. `after`: time until the next day begins.
struct LimitReached {
    std::chrono::seconds after;
    bool is_too_low = false;        // The call exceeds the limit of a whole day.
    std::string is_first_of_day{};  // The day, if nothing was refused on it before; else empty.
};

class Account {
public:
    Account(db::Pool& pool, Log& log, Rules rules) : pool_(pool), log_(log), rules_(std::move(rules)) {}

    bool has_limit() const { return rules_.limit.has_value(); }
    Prices const& prices() const { return rules_.prices; }

    /// Logs which of the models have no price of their own, and what they count as. Ignores "*".
    void note_prices(Vendor vendor, std::vector<std::string> const& models);

    /// Logs an error if a page, which may cost `amount`, exceeds the daily limit.
    void note_cost_of_page(Nanodollars amount, std::string_view model);

    /// Blocks on the database. The first refusal of a day is logged.
    std::variant<Reservation, LimitReached> reserve(Nanodollars amount);
    /// The same in a transaction of the caller, who logs a refusal when it is committed. It locks the day's
    /// row for all users, so it comes last.
    std::variant<Reservation, LimitReached> reserve(pqxx::work& work, Nanodollars amount) const;
    /// Logs the first refusal of a day, and no other.
    void log_refusal(LimitReached const& limit);
    /// Replaces a reservation by the call's cost, which may exceed it. Blocks on the database; if it can't be
    /// written, the reservation stays counted.
    void settle(Reservation const& reservation, Nanodollars cost);

    /// Nullopt without a limit.
    std::optional<Spending> today(pqxx::work& work) const;
    /// Writes the metrics of today's spending, if there is a limit.
    void write(PrometheusText& text, pqxx::work& work) const;

private:
    db::Pool& pool_;
    Log& log_;
    Rules rules_;
};

/// The same in a transaction of the caller, for a reservation that it stored.
void settle(pqxx::work& work, Reservation const& reservation, Nanodollars cost);

}  // namespace rmirror::spend
