// SPDX-License-Identifier: AGPL-3.0-or-later
#include "spend/account.hpp"

#include "db/statement.hpp"
#include "db/transaction.hpp"

#include <pqxx/result>

namespace rmirror::spend {

namespace {

constexpr db::Statement kReserve =
    "SELECT is_reserved, reserved_on, is_first_refusal, seconds_left FROM reserve_spend($1, $2)";
// On the day of the reservation, whichever day it is by now.
constexpr db::Statement kSettle =
    "UPDATE spend_days SET nanodollars = greatest(0, nanodollars - $2 + $3) WHERE day = $1";
constexpr auto kToday = R"sql(
    SELECT nanodollars, refused_at IS NOT NULL FROM spend_days WHERE day = (now() AT TIME ZONE 'UTC')::date)sql";

double dollars(Nanodollars amount)
{
    return static_cast<double>(amount) / static_cast<double>(kDollar);
}

}  // namespace

Result<Rules> Rules::read(Settings const& settings)
{
    Rules rules;
    rules.prices = TRY(Prices::read(settings.list("RMIRROR_PRICES")));
    auto const& limit = settings.text("RMIRROR_SPEND_LIMIT");
    if (limit == "off")
        return rules;
    constexpr std::int64_t kMaxMicrodollars = 1'000'000'000'000;
    auto const microdollars = parse_microdollars(limit);
    if (!microdollars || *microdollars == 0 || *microdollars > kMaxMicrodollars)
        return Refusal{
            "RMIRROR_SPEND_LIMIT must be off or dollars up to 1000000, such as 5 or 12.50; it is \"" + limit +
            "\"."};
    rules.limit = *microdollars * 1000;
    return rules;
}

void Account::note_prices(Vendor vendor, std::vector<std::string> const& models)
{
    if (!rules_.limit)
        return;
    std::string_view const counts_as =
        vendor == Vendor::claude ? "the dearest Claude model" : "free of charge";
    for (auto const& model : models)
        if (model != "*" && !rules_.prices.has(model))
            log_.write(Level::info, "model without a price",
                       {{"model", std::string_view(model)},
                        {"counts_as", counts_as},
                        {"setting", "RMIRROR_PRICES"}});
}

void Account::note_cost_of_page(Nanodollars amount, std::string_view model)
{
    if (rules_.limit && amount > *rules_.limit)
        log_.write(Level::error, "spending limit too low for a page",
                   {{"limit_dollars", dollars(*rules_.limit)},
                    {"page_dollars", dollars(amount)},
                    {"model", model},
                    {"setting", "RMIRROR_SPEND_LIMIT"}});
}

std::variant<Reservation, LimitReached> Account::reserve(Nanodollars amount)
{
    if (!rules_.limit || amount == 0)
        return Reservation{};
    auto reserved = db::as_system(pool_, [&](pqxx::work& work) { return reserve(work, amount); });
    if (auto const* const limit = std::get_if<LimitReached>(&reserved))
        log_refusal(*limit);
    return reserved;
}

std::variant<Reservation, LimitReached> Account::reserve(pqxx::work& work, Nanodollars amount) const
{
    if (!rules_.limit || amount == 0)
        return Reservation{};
    if (amount > *rules_.limit)
        return LimitReached{.after = {}, .is_too_low = true};
    auto const row = kReserve.row(work, amount, *rules_.limit);
    auto day = row[1].as<std::string>();
    if (row[0].as<bool>())
        return Reservation{std::move(day), amount};
    return LimitReached{.after = std::chrono::seconds(row[3].as<int>()),
                        .is_first_of_day = row[2].as<bool>() ? std::move(day) : std::string()};
}

void Account::log_refusal(LimitReached const& limit)
{
    if (!limit.is_first_of_day.empty())
        log_.write(
            Level::error, "spending limit reached",
            {{"limit_dollars", dollars(*rules_.limit)}, {"day", std::string_view(limit.is_first_of_day)}});
}

void Account::settle(Reservation const& reservation, Nanodollars cost)
{
    if (reservation.day.empty())
        return;
    try {
        db::as_system(pool_, [&](pqxx::work& work) { spend::settle(work, reservation, cost); });
    } catch (std::exception const& error) {
        log_.write(Level::error, "spend not settled", {{"error", error.what()}});
    }
}

std::optional<Spending> Account::today(pqxx::work& work) const
{
    if (!rules_.limit)
        return std::nullopt;
    Spending spending{.limit = dollars(*rules_.limit)};
    if (auto const today = work.exec(kToday); !today.empty()) {
        spending.spent = dollars(today[0][0].as<Nanodollars>());
        spending.is_limit_reached = today[0][1].as<bool>();
    }
    return spending;
}

void Account::write(PrometheusText& text, pqxx::work& work) const
{
    auto const spending = today(work);
    if (!spending)
        return;
    text.add("rmirror_spend_dollars", MetricType::gauge, spending->spent,
             "Spent on models today (UTC) by all servers, and reserved for calls in progress.");
    text.add("rmirror_spend_limit_dollars", MetricType::gauge, spending->limit);
    text.add("rmirror_spend_limit_reached", MetricType::gauge, spending->is_limit_reached ? 1 : 0,
             "Whether a call was refused today because of the limit.");
}

void settle(pqxx::work& work, Reservation const& reservation, Nanodollars cost)
{
    if (!reservation.day.empty())
        kSettle.rows(work, reservation.day, reservation.amount, cost);
}

}  // namespace rmirror::spend
