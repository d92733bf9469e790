// SPDX-License-Identifier: AGPL-3.0-or-later
// What this installation spends on models in a day, of all its servers together: reserved before a call,
// settled by what it used. The day ends at midnight UTC.
#pragma once

#include "base/log.hpp"
#include "base/prometheus_text.hpp"
#include "base/settings.hpp"
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
    std::optional<Nanodollars> limit;  // A day; without one nothing is counted.
    Prices prices;

    static Result<Rules> read(Settings const& settings);
};

/// What was reserved for a call. Where it is never settled, because its server died or nobody knows what it
/// cost, it counts as spent.
struct Reservation {
    std::string day;  // Empty: nothing is counted.
    Nanodollars amount = 0;
};

/// The limit leaves no room for a call; when the next day begins.
struct LimitReached {
    std::chrono::seconds after;
    bool is_too_low = false;  // It leaves none on any day.
};

class Account {
public:
    Account(db::Pool& pool, Log& log, Rules rules) : pool_(pool), log_(log), rules_(std::move(rules)) {}

    bool has_limit() const { return rules_.limit.has_value(); }
    Prices const& prices() const { return rules_.prices; }

    /// Tells the log which of the models have no price of their own, and what they count as. "*" is none.
    void note_prices(Vendor vendor, std::vector<std::string> const& models);

    /// Tells the log when the limit leaves no room for a page at all, which may cost so much.
    void note_cost_of_page(Nanodollars amount, std::string_view model);

    /// Waits for the database. The first refusal of a day is logged.
    std::variant<Reservation, LimitReached> reserve(Nanodollars amount);
    /// The call has cost so much, also beyond what was reserved. Waits for the database; what cannot be
    /// written stays as it was reserved.
    void settle(Reservation const& reservation, Nanodollars cost);

    /// What was spent today, where there is a limit.
    void write(PrometheusText& text, pqxx::work& work) const;

private:
    db::Pool& pool_;
    Log& log_;
    Rules rules_;
};

/// In the transaction of whoever kept the reservation.
void settle(pqxx::work& work, Reservation const& reservation, Nanodollars cost);

}  // namespace rmirror::spend
