// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plans/plan.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

namespace rmirror::plans {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxDue = 100;

constexpr db::Statement kFindOwner = R"sql(
    SELECT user_id, status = 'leaving'
    FROM (SELECT user_id FROM subscriptions WHERE stripe_customer_id = $1) AS customer
    JOIN users ON users.id = customer.user_id)sql";

constexpr db::Statement kFindSubscription = "SELECT user_id FROM stripe_subscriptions WHERE id = $1";

constexpr db::Statement kNoteSubscription = R"sql(
    INSERT INTO stripe_subscriptions AS known
        (user_id, id, status, tier, period_start, period_end, cancels_at, past_due_since, read_at)
    VALUES ($1, $2, $3, $4, to_timestamp($5::bigint), to_timestamp($6::bigint), to_timestamp($7::bigint),
            (SELECT CASE WHEN $3 = 'past_due' THEN now() END), now())
    ON CONFLICT (user_id, id) DO UPDATE
    SET status = excluded.status, tier = excluded.tier, period_start = excluded.period_start,
        period_end = excluded.period_end, cancels_at = excluded.cancels_at, read_at = excluded.read_at,
        past_due_since = CASE WHEN excluded.status = 'past_due'
                              THEN coalesce(known.past_due_since, excluded.past_due_since) END)sql";

constexpr db::Statement kNoteMissing = R"sql(
    UPDATE stripe_subscriptions SET status = 'canceled', past_due_since = NULL, read_at = now()
    WHERE user_id = $1 AND id = $2)sql";

// What counts: the highest tier that is paid for or overdue for less than the grace. An overdue one counts
// less than a paid one of the same tier. `shown` is that one, or otherwise the one that was read last, whose
// end is shown.
constexpr db::Statement kDerivePlan = R"sql(
    WITH known AS (
        SELECT *, past_due_since + $2 * interval '1 day' AS grace_until,
               tier IS NOT NULL AND (status IN ('active', 'trialing')
                   OR status = 'past_due' AND past_due_since + $2 * interval '1 day' > now()) AS counts
        FROM stripe_subscriptions WHERE user_id = $1),
    shown AS (
        SELECT * FROM known
        ORDER BY counts DESC, tier_rank(tier) DESC, status = 'past_due', period_end DESC NULLS LAST, id LIMIT 1),
    derived AS (
        SELECT CASE WHEN counts THEN tier END AS paid_tier,
               CASE WHEN NOT counts THEN 'cancelled' WHEN status = 'past_due' THEN 'past_due' ELSE 'active' END
                   AS status,
               period_start, period_end, CASE WHEN counts THEN cancels_at END AS cancels_at,
               CASE WHEN counts AND status = 'past_due' THEN grace_until END AS grace_until, id, counts
        FROM shown),
    before AS (SELECT paid_tier, grace_until, anchor_at FROM subscriptions WHERE user_id = $1)
    UPDATE subscriptions AS plan
    SET paid_tier = derived.paid_tier, status = derived.status, period_end = derived.period_end,
        cancels_at = derived.cancels_at, grace_until = derived.grace_until, stripe_subscription_id = derived.id,
        anchor_at = CASE WHEN derived.counts AND derived.period_start < derived.period_end
                         THEN anchor_of(derived.period_start, derived.period_end) ELSE before.anchor_at END,
        updated_at = now()
    FROM derived, before
    WHERE plan.user_id = $1
        AND (plan.paid_tier, plan.status, plan.period_end, plan.cancels_at, plan.grace_until,
             plan.stripe_subscription_id, plan.anchor_at)
            IS DISTINCT FROM
            (derived.paid_tier, derived.status, derived.period_end, derived.cancels_at, derived.grace_until, derived.id,
             CASE WHEN derived.counts AND derived.period_start < derived.period_end
                  THEN anchor_of(derived.period_start, derived.period_end) ELSE before.anchor_at END)
    RETURNING before.paid_tier, plan.paid_tier, before.grace_until IS NOT NULL)sql";

constexpr db::Statement kMoveQuotaReset = "SELECT move_quota_reset($1)";
constexpr db::Statement kRecallUnits = "SELECT recall_units($1, 'ocr_pages', $2)";

// Once when the payment fails, and once more a few days before the plan ends.
constexpr db::Statement kTellOverdue = R"sql(
    INSERT INTO notifications (user_id, kind, about, details)
    SELECT user_id, 'payment_failed',
           to_char(grace_until AT TIME ZONE 'UTC', 'YYYY-MM-DD') || CASE WHEN is_late THEN ' soon' ELSE '' END,
           jsonb_build_object('tier', paid_tier, 'ends_at', grace_until)
    FROM (SELECT *, grace_until <= now() + $2 * interval '1 day' AS is_late
          FROM subscriptions WHERE user_id = $1 AND grace_until IS NOT NULL) AS plan
    ON CONFLICT DO NOTHING)sql";

constexpr db::Statement kTellEnded = R"sql(
    INSERT INTO notifications (user_id, kind, about, details)
    VALUES ($1, 'plan_ended', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'),
            jsonb_build_object('tier', $2::text, 'is_unpaid', $3::boolean))
    ON CONFLICT DO NOTHING)sql";

constexpr db::Statement kFindDue = R"sql(
    SELECT user_id FROM subscriptions AS plan
    WHERE grace_until <= now()
        OR (grace_until <= now() + $1 * interval '1 day' AND NOT EXISTS (
                SELECT 1 FROM notifications AS notice
                WHERE notice.user_id = plan.user_id AND kind = 'payment_failed'
                    AND about = to_char(grace_until AT TIME ZONE 'UTC', 'YYYY-MM-DD') || ' soon'))
    ORDER BY grace_until LIMIT $2)sql";

// A period that is over, and a plan that has ended, are of no use to anybody.
constexpr db::Statement kDescribePlan = R"sql(
    SELECT jsonb_build_object(
        'tier', tier_of($1::uuid), 'paid_tier', plan.paid_tier, 'status', plan.status,
        'period_end', CASE WHEN plan.paid_tier IS NOT NULL THEN plan.period_end END, 'cancels_at', plan.cancels_at,
        'grace_until', plan.grace_until, 'has_customer', plan.stripe_customer_id IS NOT NULL)
    FROM (SELECT 1) AS asked LEFT JOIN subscriptions AS plan ON plan.user_id = $1)sql";
constexpr db::Statement kTierLimits = R"sql(
    SELECT coalesce(jsonb_object_agg(tier, pages), '{}') FROM tier_limits)sql";

constexpr db::Statement kReportLimit = R"sql(
    INSERT INTO tier_limits AS known (tier, pages) VALUES ($1, nullif($2::bigint, 0))
    ON CONFLICT (tier) DO UPDATE SET pages = excluded.pages WHERE known.pages IS DISTINCT FROM excluded.pages)sql";

}  // namespace

std::optional<Owner> owner_of(pqxx::work& system, std::string const& customer_id)
{
    auto const rows = kFindOwner.rows(system, customer_id);
    if (rows.empty())
        return std::nullopt;
    return Owner{rows[0][0].as<UserId>(), rows[0][1].as<bool>()};
}

std::optional<UserId> owner_of_subscription(pqxx::work& system, std::string const& subscription_id)
{
    auto const rows = kFindSubscription.rows(system, subscription_id);
    return rows.empty() ? std::nullopt : std::optional(rows[0][0].as<UserId>());
}

void note_subscription(pqxx::work& work, UserId const& user_id, Subscription const& subscription)
{
    kNoteSubscription.rows(work, user_id, subscription.id, subscription.status, subscription.tier,
                           subscription.period_start, subscription.period_end, subscription.cancels_at);
}

void note_missing(pqxx::work& work, UserId const& user_id, std::string const& subscription_id)
{
    kNoteMissing.rows(work, user_id, subscription_id);
}

void apply_plan(library::LibraryWork& library, quota::Rules const& rules)
{
    auto const& user_id = library.user_id();
    auto const changed = kDerivePlan.rows(*library, user_id, kGraceDays);
    kTellOverdue.rows(*library, user_id, kReminderDays);
    if (changed.empty())
        return;
    auto const before = changed[0][0].get<std::string>();
    auto const after = changed[0][1].get<std::string>();
    kMoveQuotaReset.rows(*library, user_id);
    if (before && !after)
        kTellEnded.rows(*library, user_id, *before, changed[0][2].as<bool>());
    kRecallUnits.rows(*library, user_id, static_cast<std::int64_t>(rules.free_pages));
    quota::release_deferred(*library, rules, user_id);
}

std::size_t apply_due_plans(db::Pool& pool, quota::Rules const& rules)
{
    auto const due =
        db::as_system(pool, [&](pqxx::work& work) { return kFindDue.rows(work, kReminderDays, kMaxDue); });
    for (auto const& row : due)
        library::write_as_system(pool, row[0].as<UserId>(),
                                 [&](library::LibraryWork& library) { apply_plan(library, rules); });
    return due.size();
}

json::object describe_plan(pqxx::work& work, UserId const& user_id)
{
    return json::parse(kDescribePlan.row(work, user_id)[0].c_str()).as_object();
}

json::object tier_limits(pqxx::work& work)
{
    return json::parse(kTierLimits.row(work)[0].c_str()).as_object();
}

void report_tier_limits(db::Pool& pool, Tiers const& pages)
{
    db::as_system(pool, [&](pqxx::work& work) {
        for (std::size_t i = 0; i < kTiers.size(); ++i)
            if (rank_of(kTiers[i]) > 0)
                kReportLimit.rows(work, std::string(kTiers[i]), static_cast<std::int64_t>(pages[i]));
    });
}

}  // namespace rmirror::plans
