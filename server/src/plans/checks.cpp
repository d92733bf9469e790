// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plans/checks.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "library/work.hpp"
#include "plans/leavers.hpp"
#include "plans/plan.hpp"

#include <pqxx/result>

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

namespace rmirror::plans {

namespace json = boost::json;

namespace {

constexpr int kMaxChecks = 100;  // In one call.
/// Longer than a call to Stripe takes with its retries.
constexpr int kLeaseSeconds = 60;
constexpr int kFirstPause = 5;
constexpr int kLongestPause = 300;

constexpr db::Statement kNoteEvent = R"sql(
    WITH noted AS (INSERT INTO stripe_events (id, type) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id)
    INSERT INTO stripe_checks AS known (subscription_id)
    SELECT $3::text FROM noted WHERE $3::text <> ''
    ON CONFLICT (subscription_id) DO UPDATE SET asked = known.asked + 1, attempts = 0, run_after = now())sql";

constexpr db::Statement kAsk = R"sql(
    INSERT INTO stripe_checks AS known (subscription_id) VALUES ($1)
    ON CONFLICT (subscription_id) DO UPDATE SET asked = known.asked + 1, attempts = 0, run_after = now())sql";

// A few minutes after the end, when Stripe has renewed it.
constexpr db::Statement kAskForEnded = R"sql(
    INSERT INTO stripe_checks (subscription_id)
    SELECT id FROM stripe_subscriptions
    WHERE period_end BETWEEN read_at AND now() - interval '5 minutes' AND status NOT IN ('canceled', 'incomplete_expired')
    ON CONFLICT DO NOTHING)sql";

constexpr db::Statement kClaim = R"sql(
    UPDATE stripe_checks
    SET lease_id = gen_random_uuid(), leased_until = now() + $1 * interval '1 second', attempts = attempts + 1
    WHERE subscription_id = (
        SELECT subscription_id FROM stripe_checks
        WHERE run_after <= now() AND (leased_until IS NULL OR leased_until < now())
        ORDER BY run_after LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING subscription_id, lease_id, asked, attempts)sql";

// Nothing unless the lease lasts for longer than storing takes: afterwards another process may read the
// subscription, and what was read before that must not be stored after it. Locks nothing, because events of
// the subscription would wait.
constexpr db::Statement kHasLease = R"sql(
    SELECT FROM stripe_checks
    WHERE subscription_id = $1 AND lease_id = $2::uuid AND leased_until > now() + interval '20 seconds')sql";

constexpr db::Statement kFinish = R"sql(
    WITH done AS (
        DELETE FROM stripe_checks WHERE subscription_id = $1 AND lease_id = $2::uuid AND asked = $3
        RETURNING subscription_id)
    UPDATE stripe_checks SET lease_id = NULL, leased_until = NULL
    WHERE subscription_id = $1 AND lease_id = $2::uuid AND NOT EXISTS (SELECT 1 FROM done))sql";

constexpr db::Statement kPutOff = R"sql(
    UPDATE stripe_checks
    SET lease_id = NULL, leased_until = NULL,
        run_after = CASE WHEN asked = $3 THEN now() + $4 * interval '1 second' ELSE now() END
    WHERE subscription_id = $1 AND lease_id = $2::uuid)sql";

struct Claim {
    std::string subscription_id;
    std::string lease_id;
    std::int64_t asked = 0;
    int attempts = 0;
};

std::optional<Claim> claim(db::Pool& pool)
{
    auto const rows = db::as_system(pool, [](pqxx::work& work) { return kClaim.rows(work, kLeaseSeconds); });
    if (rows.empty())
        return std::nullopt;
    auto const& row = rows[0];
    return Claim{row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::int64_t>(),
                 row[3].as<int>()};
}

/// What Stripe says of a subscription; nullopt: it has none of this id.
using Reading = std::variant<std::optional<Subscription>, Failed>;

Reading read_subscription(Stripe& stripe, std::string const& id)
{
    auto const answered = stripe.api.get("/v1/subscriptions/" + id);
    if (auto const* const failed = std::get_if<Failed>(&answered)) {
        if (failed->why == Failed::Why::missing)
            return std::optional<Subscription>();
        return *failed;
    }
    std::optional<Failed> unknown_price;
    auto subscription = subscription_in(std::get<json::object>(answered), [&](json::object const& price) {
        auto tier = stripe.catalog.tier_of(price);
        if (auto const* const failed = std::get_if<Failed>(&tier)) {
            unknown_price = *failed;
            return std::optional<std::string>();
        }
        return std::get<std::optional<std::string>>(std::move(tier));
    });
    if (unknown_price)
        return std::move(*unknown_price);
    if (!subscription || subscription->id != id)
        return Failed{.why = Failed::Why::odd, .code = {}, .message = "the answer is no subscription"};
    return std::move(subscription);
}

/// Stores what was read, in the transaction that holds the owner's library.
void store(library::LibraryWork& library, std::string const& id,
           std::optional<Subscription> const& subscription, quota::Rules const& rules)
{
    if (subscription)
        note_subscription(*library, library.user_id(), *subscription);
    else
        note_missing(*library, library.user_id(), id);
    apply_plan(library, rules);
}

std::optional<UserId> user_of(pqxx::work& work, std::string const& id,
                              std::optional<Subscription> const& subscription)
{
    if (!subscription)
        return owner_of_subscription(work, id);
    auto const owner = owner_of(work, subscription->customer_id);
    if (owner && owner->is_leaving)
        note_leaver(work, owner->id);
    if (subscription->is_live() && (!owner || owner->is_leaving))
        cancel_if_left(work, subscription->customer_id);
    return owner ? std::optional(owner->id) : std::nullopt;
}

void note_read(Log& log, std::string const& id, std::optional<Subscription> const& subscription,
               std::optional<UserId> const& user_id)
{
    if (!user_id)
        log.write(Level::info, "subscription of nobody here", {{"subscription", std::string_view(id)}});
    else if (subscription && subscription->is_live() && !subscription->tier)
        log.write(Level::error, "subscription without a price of RMIRROR_STRIPE_PRICES",
                  {{"subscription", std::string_view(id)}});
}

void note_failed(Log& log, std::string const& id, Failed const& failed)
{
    log.write(failed.why == Failed::Why::unreachable ? Level::info : Level::error, "subscription not read",
              {{"subscription", std::string_view(id)}, {"why", std::string_view(failed.message)}});
}

void finish(db::Pool& pool, Claim const& claim, std::optional<Subscription> const& subscription,
            quota::Rules const& rules, Log& log)
{
    auto const& id = claim.subscription_id;
    auto const user_id =
        db::as_system(pool, [&](pqxx::work& work) { return user_of(work, id, subscription); });
    note_read(log, id, subscription, user_id);
    auto const end = [&](pqxx::work& work) { kFinish.rows(work, id, claim.lease_id, claim.asked); };
    if (!user_id) {
        db::as_system(pool, end);
        return;
    }
    library::write_as_system(pool, *user_id, [&](library::LibraryWork& library) {
        if (kHasLease.rows(*library, id, claim.lease_id).empty())
            return;
        store(library, id, subscription, rules);
        end(*library);
    });
}

void put_off(db::Pool& pool, Claim const& claim)
{
    constexpr int kMaxDoublings = 10;
    auto const pause = std::min(kFirstPause << std::min(claim.attempts - 1, kMaxDoublings), kLongestPause);
    db::as_system(pool, [&](pqxx::work& work) {
        kPutOff.rows(work, claim.subscription_id, claim.lease_id, claim.asked, pause);
    });
}

}  // namespace

void note_event(pqxx::work& system, Event const& event)
{
    kNoteEvent.rows(system, event.id, event.type, event.subscription_id);
}

void ask_for_check(pqxx::work& system, std::string const& subscription_id)
{
    kAsk.rows(system, subscription_id);
}

std::size_t ask_for_ended_periods(db::Pool& pool)
{
    return db::as_system(
        pool, [](pqxx::work& work) { return std::size_t{kAskForEnded.rows(work).affected_rows()}; });
}

std::size_t check_due_subscriptions(db::Pool& pool, Stripe& stripe, quota::Rules const& rules, Log& log)
{
    std::size_t read = 0;
    for (int i = 0; i < kMaxChecks && !stripe.api.is_cancelled(); ++i) {
        auto const claimed = claim(pool);
        if (!claimed)
            break;
        auto const reading = read_subscription(stripe, claimed->subscription_id);
        if (auto const* const failed = std::get_if<Failed>(&reading)) {
            note_failed(log, claimed->subscription_id, *failed);
            put_off(pool, *claimed);
            continue;
        }
        finish(pool, *claimed, std::get<std::optional<Subscription>>(reading), rules, log);
        ++read;
    }
    return read;
}

}  // namespace rmirror::plans
