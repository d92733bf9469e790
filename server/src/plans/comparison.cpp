// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plans/comparison.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "plans/checks.hpp"
#include "plans/subscription.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace rmirror::plans {

namespace json = boost::json;

namespace {

// One process a day.
constexpr db::Statement kBegin = R"sql(
    INSERT INTO stripe_comparison AS known (begun_at) VALUES (now())
    ON CONFLICT (is_only_row) DO UPDATE SET begun_at = now(), done_at = NULL
    WHERE known.begun_at < now() - interval '1 day'
    RETURNING true)sql";
constexpr db::Statement kFinishComparison = R"sql(
    UPDATE stripe_comparison SET done_at = now(), subscriptions = $1, differences = $2)sql";
// Once more in an hour.
constexpr db::Statement kFailed =
    "UPDATE stripe_comparison SET begun_at = now() - interval '23 hours' WHERE done_at IS NULL";

constexpr db::Statement kStored = R"sql(
    SELECT id, status, tier, extract(epoch FROM period_end)::bigint, extract(epoch FROM cancels_at)::bigint, user_id
    FROM stripe_subscriptions WHERE status NOT IN ('canceled', 'incomplete_expired'))sql";
// They are read soon anyway.
constexpr db::Statement kDueSoon = "SELECT subscription_id FROM stripe_checks";
constexpr db::Statement kIsCustomer = "SELECT FROM subscriptions WHERE stripe_customer_id = $1 LIMIT 1";

struct Stored {
    std::string status;
    std::optional<std::string> tier;
    std::optional<std::int64_t> period_end;
    std::optional<std::int64_t> cancels_at;
    std::string user_id;
};

class Comparison {
public:
    Comparison(db::Pool& pool, Stripe& stripe, Log& log) : pool_(pool), stripe_(stripe), log_(log)
    {
        for (auto const& row : db::as_system(pool, [](pqxx::work& work) { return kStored.rows(work); }))
            stored_.emplace(
                row[0].as<std::string>(),
                Stored{row[1].as<std::string>(), row[2].get<std::string>(), row[3].get<std::int64_t>(),
                       row[4].get<std::int64_t>(), row[5].as<std::string>()});
        for (auto const& row : db::as_system(pool, [](pqxx::work& work) { return kDueSoon.rows(work); }))
            due_soon_.insert(row[0].as<std::string>());
    }

    std::optional<Failed> run()
    {
        std::optional<Failed> unknown_price;
        auto const tier_of = [&](json::object const& price) -> std::optional<std::string> {
            auto tier = stripe_.catalog.tier_of(price);
            if (auto const* const failed = std::get_if<Failed>(&tier)) {
                unknown_price = *failed;
                return std::nullopt;
            }
            return std::get<std::optional<std::string>>(std::move(tier));
        };
        // Without a status, the list contains all but cancelled ones.
        auto failed = stripe_.api.each("/v1/subscriptions", {}, [&](json::object const& object) {
            if (auto const subscription = subscription_in(object, tier_of))
                compare(*subscription);
            return !unknown_price;
        });
        if (failed || unknown_price)
            return failed ? std::move(failed) : std::move(unknown_price);
        for (auto const& [id, stored] : stored_)
            if (!seen_.contains(id))
                report(id, "cancelled at Stripe");
        return std::nullopt;
    }

    std::size_t subscriptions() const { return seen_.size(); }
    std::size_t differences() const { return differences_; }

private:
    void compare(Subscription const& subscription)
    {
        seen_.insert(subscription.id);
        auto const found = stored_.find(subscription.id);
        if (found == stored_.end()) {
            if (is_customer(subscription.customer_id))
                report(subscription.id, "not known here");
            else if (subscription.is_live() && subscription.tier)
                report(subscription.id, "paid for, but of nobody here");
            return;
        }
        auto const& stored = found->second;
        if (stored.status != subscription.status)
            report(subscription.id, "status");
        else if (stored.tier != subscription.tier)
            report(subscription.id, "tier");
        else if (stored.period_end != subscription.period_end)
            report(subscription.id, "period");
        else if (stored.cancels_at != subscription.cancels_at)
            report(subscription.id, "cancellation");
        if (subscription.is_live() && !payers_.insert(stored.user_id).second)
            report(subscription.id, "one of several that one person pays for");
    }

    bool is_customer(std::string const& customer_id)
    {
        return db::as_system(pool_,
                             [&](pqxx::work& work) { return !kIsCustomer.rows(work, customer_id).empty(); });
    }

    void report(std::string const& subscription_id, std::string_view difference)
    {
        if (due_soon_.contains(subscription_id))
            return;
        ++differences_;
        log_.write(Level::error, "plan differs from Stripe",
                   {{"subscription", std::string_view(subscription_id)}, {"difference", difference}});
        db::as_system(pool_, [&](pqxx::work& work) { ask_for_check(work, subscription_id); });
    }

    db::Pool& pool_;
    Stripe& stripe_;
    Log& log_;
    std::map<std::string, Stored> stored_;
    std::set<std::string> due_soon_;
    std::set<std::string> seen_;
    std::set<std::string> payers_;
    std::size_t differences_ = 0;
};

}  // namespace

std::size_t compare_daily(db::Pool& pool, Stripe& stripe, Log& log)
{
    if (db::as_system(pool, [](pqxx::work& work) { return kBegin.rows(work).empty(); }))
        return 0;
    Comparison comparison(pool, stripe, log);
    if (auto const failed = comparison.run()) {
        db::as_system(pool, [](pqxx::work& work) { kFailed.rows(work); });
        if (!stripe.api.is_cancelled())
            log.write(Level::error, "plans not compared with Stripe",
                      {{"why", std::string_view(failed->message)}});
        return 0;
    }
    auto const subscriptions = static_cast<std::int64_t>(comparison.subscriptions());
    auto const differences = static_cast<std::int64_t>(comparison.differences());
    db::as_system(pool, [&](pqxx::work& work) { kFinishComparison.rows(work, subscriptions, differences); });
    log.write(Level::info, "plans compared with Stripe",
              {{"subscriptions", subscriptions}, {"differences", differences}});
    return comparison.differences();
}

}  // namespace rmirror::plans
