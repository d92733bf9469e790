// SPDX-License-Identifier: AGPL-3.0-or-later
// What a subscription means for its owner: the tier, the quota and its anniversary, and what they are told.
#include "plans/plan.hpp"

#include "db/database.hpp"
#include "reading/state.hpp"

#include <boost/json.hpp>

#include <cstdlib>
#include <optional>

namespace rmirror::plans {
namespace {

constexpr std::int64_t kDay = 86'400;

class Plan : public db::test::DatabaseTest {
protected:
    Plan()
    {
        user = add_user("owner@example.org");
        value("INSERT INTO subscriptions (user_id, stripe_customer_id) VALUES ('" + user.text() +
              "', 'cus_1') RETURNING 1");
        notebook =
            value("INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name) VALUES ('" +
                  user.text() + "', gen_random_uuid(), 'notebook', 'Diary') RETURNING id");
        reading::report_state(pool, {.has_reader = true});
        now = std::stoll(value("SELECT extract(epoch FROM now())::bigint"));
        begin_period(10);
    }

    /// A month that began so many days ago.
    void begin_period(int days_ago)
    {
        period_start = now - days_ago * kDay;
        period_end = std::stoll(value("SELECT extract(epoch FROM anniversary(to_timestamp(" +
                                      std::to_string(period_start) + "), 1))::bigint"));
    }

    Subscription paid(std::string tier, std::string status = "active", std::string id = "sub_1") const
    {
        return {.id = std::move(id),
                .customer_id = "cus_1",
                .status = std::move(status),
                .tier = std::move(tier),
                .period_start = period_start,
                .period_end = period_end,
                .cancels_at = std::nullopt};
    }

    void apply(std::optional<Subscription> const& subscription = std::nullopt)
    {
        library::write_as_system(pool, user, [&](library::LibraryWork& library) {
            if (subscription)
                note_subscription(*library, user, *subscription);
            apply_plan(library, rules);
        });
    }

    std::string plan()
    {
        return value(
            "SELECT tier_of(user_id) || ' ' || coalesce(paid_tier, '-') || ' ' || status FROM subscriptions");
    }

    boost::json::object quota()
    {
        return boost::json::parse(
                   db::as_user(pool, user,
                               [&](pqxx::work& work) { return quota::describe(work, rules, user); }))
            .as_object();
    }

    bool resets_with_period()
    {
        return value("SELECT reset_at = to_timestamp(" + std::to_string(period_end) +
                     ") FROM quota_usage WHERE quota_type = 'ocr_pages'") == "t";
    }

    /// Pages of the notebook, whose images came one day after the other. Returns the id of the last.
    std::string add_pages(int count, std::string const& status)
    {
        std::string last;
        for (int i = 0; i < count; ++i)
            last = value(
                "INSERT INTO pages (user_id, notebook_id, page_uuid, page_number, ocr_status, image_at, "
                "image_hash) SELECT '" +
                user.text() + "', '" + notebook + "', gen_random_uuid(), 1 + count(*), '" + status +
                "', now() - interval '1 year' + count(*) * interval '1 day', repeat('a', 64) FROM pages "
                "RETURNING id");
        return last;
    }

    bool reserve(std::string const& page)
    {
        return db::as_user(pool, user,
                           [&](pqxx::work& work) { return quota::reserve(work, rules, user, PageId(page)); });
    }

    void use(int pages)
    {
        for (int i = 0; i < pages; ++i) {
            PageId const page(add_pages(1, "completed"));
            db::as_user(pool, user, [&](pqxx::work& work) {
                EXPECT_TRUE(quota::reserve(work, rules, user, page) &&
                            quota::commit(work, rules, user, page));
            });
        }
    }

    std::string reported()
    {
        return value(
            "SELECT coalesce(string_agg(kind || ' ' || (details ->> 'tier'), ', ' ORDER BY id), '') FROM "
            "notifications WHERE kind IN ('payment_failed', 'plan_ended')");
    }

    std::string waiting() { return value("SELECT count(*) FROM pages WHERE ocr_status = 'pending_quota'"); }

    quota::Rules rules{.free_pages = 5};
    UserId user;
    std::string notebook;
    std::int64_t now = 0;
    std::int64_t period_start = 0;
    std::int64_t period_end = 0;
};

TEST_F(Plan, is_free_until_something_is_paid)
{
    apply();
    EXPECT_EQ(value("SELECT tier_of(id) FROM users"), "free");
    EXPECT_EQ(quota().at("limit"), 5);
    apply(paid("pro", "incomplete"));
    EXPECT_EQ(plan(), "free - cancelled");
}

TEST_F(Plan, counts_as_long_as_stripe_says_so)
{
    struct Case {
        char const* status;
        bool counts;
    };
    for (auto const& each :
         {Case{"active", true}, Case{"incomplete", false}, Case{"trialing", true}, Case{"unpaid", false},
          Case{"past_due", true}, Case{"paused", false}, Case{"active", true}, Case{"canceled", false},
          Case{"active", true}, Case{"incomplete_expired", false}, Case{"something new", false}}) {
        apply(paid("team", each.status));
        EXPECT_EQ(value("SELECT coalesce(paid_tier, 'none') FROM subscriptions"),
                  each.counts ? "team" : "none")
            << each.status;
    }
}

TEST_F(Plan, keeps_what_was_used_when_it_becomes_better_and_when_it_ends)
{
    use(5);
    EXPECT_EQ(quota().at("left"), 0);
    apply(paid("pro"));
    EXPECT_TRUE(quota().at("limit").is_null());
    EXPECT_EQ(quota().at("used"), 5);
    EXPECT_TRUE(resets_with_period());
    use(3);
    apply(paid("pro", "canceled"));
    EXPECT_EQ(quota().at("limit"), 5);
    EXPECT_EQ(quota().at("used"), 8);
    EXPECT_EQ(quota().at("left"), 0);
    EXPECT_TRUE(resets_with_period());
}

TEST_F(Plan, is_the_same_after_it_was_applied_twice)
{
    apply(paid("pro"));
    auto const before = value("SELECT to_jsonb(subscriptions) FROM subscriptions");
    apply(paid("pro"));
    EXPECT_EQ(value("SELECT to_jsonb(subscriptions) FROM subscriptions"), before);
}

TEST_F(Plan, begins_a_new_quota_when_its_period_ends)
{
    apply(paid("pro"));
    use(7);
    value(
        "UPDATE quota_usage SET period_start = now() - interval '1 month', reset_at = now() - interval '1 "
        "day' "
        "RETURNING 1");
    begin_period(1);
    apply(paid("pro"));
    EXPECT_EQ(quota().at("used"), 0);
    use(1);
    EXPECT_EQ(quota().at("used"), 1);
    EXPECT_TRUE(resets_with_period());
}

TEST_F(Plan, releases_waiting_pages_the_newest_first)
{
    use(5);
    add_pages(9, "pending_quota");
    apply(paid("pro"));
    EXPECT_EQ(waiting(), "0");
    EXPECT_EQ(value("SELECT string_agg(page_number::text, ' ' ORDER BY run_after) FROM sync_queue "
                    "JOIN pages ON pages.id = item_key"),
              "14 13 12 11 10 9 8 7 6");
}

TEST_F(Plan, releases_as_many_as_the_limit_of_the_tier)
{
    report_tier_limits(pool, {0, 7, 0, 0});
    use(5);
    add_pages(9, "pending_quota");
    apply(paid("pro"));
    EXPECT_EQ(quota().at("limit"), 7);
    EXPECT_EQ(waiting(), "7");
    apply(paid("team"));
    EXPECT_TRUE(quota().at("limit").is_null());
    EXPECT_EQ(waiting(), "0");
}

TEST_F(Plan, deletes_nothing_when_it_ends_and_lets_pages_over_the_limit_wait)
{
    apply(paid("pro"));
    use(2);
    for (int i = 0; i < 6; ++i) {
        auto const page = add_pages(1, "pending");
        EXPECT_TRUE(reserve(page));
        value("SELECT enqueue('" + user.text() + "', 'ocr', 'ocr_page', '" + page +
              "', 'create', 'a', 5, 'scheduled', "
              "now() + " +
              std::to_string(i) + " * interval '1 second') IS NULL");
    }
    apply(paid("pro", "canceled"));
    // Three more are within the limit: those whose turn is first.
    EXPECT_EQ(quota().at("reserved"), 3);
    EXPECT_EQ(quota().at("left"), 0);
    EXPECT_EQ(value("SELECT string_agg(page_number::text, ' ' ORDER BY page_number) FROM quota_reservations "
                    "JOIN pages ON pages.id = page_id"),
              "3 4 5");
    EXPECT_EQ(value("SELECT count(*) FROM pages"), "8");
    EXPECT_FALSE(reserve(add_pages(1, "not_synced")));
}

TEST_F(Plan, is_the_best_of_several_that_are_paid)
{
    apply(paid("pro", "active", "sub_1"));
    apply(paid("team", "active", "sub_2"));
    EXPECT_EQ(plan(), "team team active");
    apply(paid("team", "past_due", "sub_2"));
    EXPECT_EQ(plan(), "team team past_due");
    apply(paid("team", "canceled", "sub_2"));
    EXPECT_EQ(plan(), "pro pro active");
    apply(paid("pro", "canceled", "sub_1"));
    EXPECT_EQ(plan(), "free - cancelled");
}

TEST_F(Plan, is_what_an_admin_gave_if_that_is_more)
{
    value("UPDATE subscriptions SET tier = 'team', page_limit = 3 RETURNING 1");
    apply(paid("pro"));
    EXPECT_EQ(plan(), "team pro active");
    EXPECT_EQ(quota().at("limit"), 3);
    apply(paid("enterprise"));
    EXPECT_EQ(plan(), "enterprise enterprise active");
    apply(paid("enterprise", "canceled"));
    EXPECT_EQ(plan(), "team - cancelled");
}

TEST_F(Plan, says_when_it_ends_once_it_is_cancelled)
{
    auto cancelled = paid("pro");
    cancelled.cancels_at = cancelled.period_end;
    apply(cancelled);
    EXPECT_EQ(plan(), "pro pro active");
    EXPECT_EQ(value("SELECT cancels_at = period_end FROM subscriptions"), "t");
    EXPECT_EQ(reported(), "");
    apply(paid("pro", "canceled"));
    EXPECT_EQ(value("SELECT cancels_at IS NULL FROM subscriptions"), "t");
    EXPECT_EQ(reported(), "plan_ended pro");
    EXPECT_EQ(value("SELECT details ->> 'is_unpaid' FROM notifications"), "false");
}

TEST_F(Plan, lasts_for_fourteen_days_while_a_payment_is_overdue)
{
    apply(paid("pro", "past_due"));
    EXPECT_EQ(plan(), "pro pro past_due");
    EXPECT_EQ(value("SELECT round(extract(epoch FROM grace_until - now()) / 86400) FROM subscriptions"),
              "14");
    EXPECT_EQ(reported(), "payment_failed pro");
    apply(paid("pro", "past_due"));
    EXPECT_EQ(apply_due_plans(pool, rules), 0U);
    EXPECT_EQ(reported(), "payment_failed pro");

    value(
        "UPDATE stripe_subscriptions SET past_due_since = past_due_since - interval '11 days 1 hour' "
        "RETURNING 1");
    value("UPDATE subscriptions SET grace_until = grace_until - interval '11 days 1 hour' RETURNING 1");
    value(
        "UPDATE notifications SET about = to_char((SELECT grace_until FROM subscriptions) AT TIME ZONE "
        "'UTC', "
        "'YYYY-MM-DD') RETURNING 1");
    EXPECT_EQ(apply_due_plans(pool, rules), 1U);
    EXPECT_EQ(apply_due_plans(pool, rules), 0U);
    EXPECT_EQ(reported(), "payment_failed pro, payment_failed pro");
    EXPECT_EQ(plan(), "pro pro past_due");

    value("UPDATE stripe_subscriptions SET past_due_since = past_due_since - interval '3 days' RETURNING 1");
    value("UPDATE subscriptions SET grace_until = grace_until - interval '3 days' RETURNING 1");
    EXPECT_EQ(apply_due_plans(pool, rules), 1U);
    EXPECT_EQ(plan(), "free - cancelled");
    EXPECT_EQ(reported(), "payment_failed pro, payment_failed pro, plan_ended pro");
    EXPECT_EQ(value("SELECT details ->> 'is_unpaid' FROM notifications WHERE kind = 'plan_ended'"), "true");
    EXPECT_EQ(apply_due_plans(pool, rules), 0U);
}

TEST_F(Plan, goes_on_when_what_was_overdue_is_paid)
{
    apply(paid("pro", "past_due"));
    value("UPDATE stripe_subscriptions SET past_due_since = now() - interval '20 days' RETURNING 1");
    apply();
    EXPECT_EQ(plan(), "free - cancelled");
    apply(paid("pro"));
    EXPECT_EQ(plan(), "pro pro active");
    EXPECT_EQ(value("SELECT grace_until IS NULL FROM subscriptions"), "t");
    // Fourteen days again.
    apply(paid("pro", "past_due"));
    EXPECT_EQ(plan(), "pro pro past_due");
}

TEST_F(Plan, without_a_price_of_ours_is_free)
{
    auto other = paid("pro");
    other.tier = std::nullopt;
    apply(other);
    EXPECT_EQ(plan(), "free - cancelled");
}

TEST_F(Plan, takes_periods_that_make_no_sense)
{
    auto odd = paid("pro");
    odd.period_start = std::nullopt;
    odd.period_end = std::nullopt;
    apply(odd);
    EXPECT_EQ(plan(), "pro pro active");
    odd.period_start = now;
    odd.period_end = now - kDay;
    apply(odd);
    EXPECT_EQ(plan(), "pro pro active");
}

/// The period of quota at a moment, for a subscription with this period.
class PlanPeriods : public db::test::DatabaseTest {
protected:
    std::string period(std::string const& start, std::string const& end, std::string const& at)
    {
        return db::as_system(pool, [&](pqxx::work& work) {
            return work
                .exec_params1(
                    "SELECT to_char(anniversary(anchor, months), 'YYYY-MM-DD HH24:MI') || ' to ' || "
                    "to_char(anniversary(anchor, months + 1), 'YYYY-MM-DD HH24:MI') "
                    "FROM anchor_of($1, $2) AS anchor, anniversaries_passed(anchor, $3) AS months",
                    start + "Z", end + "Z", at + "Z")[0]
                .as<std::string>();
        });
    }
};

TEST_F(PlanPeriods, are_those_of_the_quota)
{
    struct Case {
        char const* start;
        char const* end;
        char const* at;
        char const* quota;
    };
    for (auto const& each : {
             // Monthly, from 31 January, in a common year and in a leap year.
             Case{"2027-01-31 10:00", "2027-02-28 10:00", "2027-02-10 00:00",
                  "2027-01-31 10:00 to 2027-02-28 10:00"},
             Case{"2027-02-28 10:00", "2027-03-31 10:00", "2027-03-30 00:00",
                  "2027-02-28 10:00 to 2027-03-31 10:00"},
             Case{"2027-03-31 10:00", "2027-04-30 10:00", "2027-04-30 09:59",
                  "2027-03-31 10:00 to 2027-04-30 10:00"},
             Case{"2028-01-31 10:00", "2028-02-29 10:00", "2028-02-29 09:59",
                  "2028-01-31 10:00 to 2028-02-29 10:00"},
             Case{"2028-02-29 10:00", "2028-03-31 10:00", "2028-02-29 10:00",
                  "2028-02-29 10:00 to 2028-03-31 10:00"},
             // Monthly, from 29 February.
             Case{"2028-02-29 10:00", "2028-03-29 10:00", "2028-03-01 00:00",
                  "2028-02-29 10:00 to 2028-03-29 10:00"},
             Case{"2029-01-29 10:00", "2029-02-28 10:00", "2029-02-01 00:00",
                  "2029-01-29 10:00 to 2029-02-28 10:00"},
             Case{"2029-02-28 10:00", "2029-03-29 10:00", "2029-03-28 23:00",
                  "2029-02-28 10:00 to 2029-03-29 10:00"},
             // Yearly, over a leap year: the quota is still monthly.
             Case{"2028-02-29 10:00", "2029-02-28 10:00", "2028-06-10 00:00",
                  "2028-05-29 10:00 to 2028-06-29 10:00"},
             Case{"2028-02-29 10:00", "2029-02-28 10:00", "2029-02-28 09:59",
                  "2029-01-29 10:00 to 2029-02-28 10:00"},
             Case{"2027-03-01 00:00", "2028-03-01 00:00", "2028-02-29 12:00",
                  "2028-02-01 00:00 to 2028-03-01 00:00"},
             // A trial of two weeks, and a plan that was renewed, but is read a period late.
             Case{"2027-01-20 08:00", "2027-02-03 08:00", "2027-02-01 00:00",
                  "2027-01-03 08:00 to 2027-02-03 08:00"},
             Case{"2027-01-31 10:00", "2027-02-28 10:00", "2027-03-15 00:00",
                  "2027-02-28 10:00 to 2027-03-31 10:00"},
         })
        EXPECT_EQ(period(each.start, each.end, each.at), each.quota) << each.start << " at " << each.at;
}

/// From each day of a leap year and of the year after it, four years long, and ten in yearly periods.
TEST_F(PlanPeriods, end_with_the_quotas_whatever_the_day)
{
    auto const wrong = [&](std::string const& months, std::string const& periods) {
        return value(
            "SELECT count(*) || ' ' || count(*) FILTER (WHERE NOT is_right) FROM ("
            "SELECT (" +
            months +
            " > 1 OR anniversary(anchor, passed) = begun) "
            "AND (" +
            months +
            " > 1 OR anniversary(anchor, passed + 1) = ended) "
            "AND anniversary(anchor, anniversaries_passed(anchor, ended)) = ended "
            "AND anniversary(anchor, passed) <= at AND anniversary(anchor, passed + 1) > at AS is_right "
            "FROM generate_series(timestamptz '2028-01-01 10:30Z', '2029-12-31 10:30Z', '1 day') AS first, "
            "generate_series(0, " +
            periods +
            ") AS nth, "
            "LATERAL (SELECT anniversary(first, nth * " +
            months +
            ") AS begun, "
            "anniversary(first, (nth + 1) * " +
            months +
            ") AS ended) AS period, "
            "LATERAL anchor_of(begun, ended) AS anchor, "
            "LATERAL unnest(ARRAY[begun, begun + (ended - begun) / 2, ended - interval '1 second']) AS at, "
            "LATERAL anniversaries_passed(anchor, at) AS passed) AS tried");
    };
    EXPECT_EQ(wrong("1", "47"), "105264 0");
    EXPECT_EQ(wrong("12", "9"), "21930 0");
}

}  // namespace
}  // namespace rmirror::plans
