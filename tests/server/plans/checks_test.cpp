// SPDX-License-Identifier: AGPL-3.0-or-later
// Whatever events arrive, in whatever order and however often: the plan is what Stripe says.
#include "plans/checks.hpp"

#include "collected_log.hpp"
#include "db/database.hpp"
#include "plans/comparison.hpp"
#include "plans/emulator.hpp"
#include "plans/leavers.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>
#include <thread>
#include <vector>

namespace rmirror::plans {
namespace {

namespace json = boost::json;

class Checks : public db::test::DatabaseTest {
protected:
    static Options options()
    {
        return {.key = Secret(test::kKey),
                .webhook_secret = Secret("whsec_1"),
                .offers = {{"pro", "pro_monthly"}, {"pro", "pro_yearly"}, {"team", "team_monthly"}},
                .is_live = false};
    }

    /// A user with a customer at Stripe.
    std::string add_payer(std::string const& email = "ann@example.org")
    {
        auto customer = emulator.add_customer();
        value("INSERT INTO subscriptions (user_id, stripe_customer_id) VALUES ('" + add_user(email).text() +
              "', '" + customer + "') RETURNING 1");
        return customer;
    }

    json::array act(json::object act)
    {
        if (!subscription.empty())
            act["subscription"] = subscription;
        auto const done = emulator.act(act);
        subscription = done.at("subscription").at("id").as_string().c_str();
        return done.at("events").as_array();
    }

    void deliver(json::value const& event)
    {
        auto const parsed = event_in(event.as_object(), false);
        ASSERT_TRUE(parsed) << json::serialize(event);
        db::as_system(pool, [&](pqxx::work& work) { note_event(work, *parsed); });
    }

    void change(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }

    std::size_t check() { return check_due_subscriptions(pool, stripe, rules, log.log()); }

    std::size_t compare()
    {
        change("UPDATE stripe_comparison SET begun_at = begun_at - interval '2 days'");
        return compare_daily(pool, stripe, log.log());
    }

    std::string tier() { return value("SELECT coalesce(max(paid_tier), 'none') FROM subscriptions"); }

    test::Emulator emulator;
    upstream::Client client;
    upstream::Gateway gateway{client, {.name = "stripe", .address = emulator.address()}};
    Stripe stripe{options(), gateway};
    rmirror::test::CollectedLog log{Level::info};
    quota::Rules rules{.free_pages = 5};
    std::string subscription;
};

TEST_F(Checks, make_a_plan_of_an_event)
{
    auto const customer = add_payer();
    for (auto const& event : act({{"do", "subscribe"}, {"customer", customer}, {"price", "pro_monthly"}}))
        deliver(event);
    EXPECT_EQ(tier(), "none");
    EXPECT_EQ(check(), 1U);
    EXPECT_EQ(tier(), "pro");
    EXPECT_EQ(check(), 0U);
    EXPECT_EQ(value("SELECT count(*) FROM stripe_events"), "2");
}

TEST_F(Checks, ignore_a_repeated_event)
{
    auto const customer = add_payer();
    auto const events = act({{"do", "subscribe"}, {"customer", customer}, {"price", "pro_monthly"}});
    deliver(events[0]);
    EXPECT_EQ(check(), 1U);
    deliver(events[0]);
    EXPECT_EQ(check(), 0U);
}

TEST_F(Checks, give_nothing_for_a_customer_who_is_not_ours)
{
    add_payer();
    auto const stranger = emulator.add_customer();
    for (auto const& event : act({{"do", "subscribe"}, {"customer", stranger}, {"price", "pro_monthly"}}))
        deliver(event);
    EXPECT_EQ(check(), 1U);
    EXPECT_EQ(tier(), "none");
    EXPECT_EQ(check(), 0U);
    EXPECT_NE(log.text().find("subscription of nobody here"), std::string::npos);
}

TEST_F(Checks, know_a_price_that_lost_its_lookup_key_by_its_product)
{
    auto const customer = add_payer();
    auto const events = act({{"do", "subscribe"}, {"customer", customer}, {"price", "pro_monthly"}});
    // Of the same product.
    emulator.add_price("pro_monthly");
    deliver(events[0]);
    EXPECT_EQ(check(), 1U);
    EXPECT_EQ(tier(), "pro");
}

TEST_F(Checks, are_repeated_until_stripe_answers)
{
    auto const customer = add_payer();
    auto const events = act({{"do", "subscribe"}, {"customer", customer}, {"price", "team_monthly"}});
    deliver(events[0]);
    emulator.set_faults(json::parse(R"([{"status":400}])"));
    EXPECT_EQ(check(), 0U);
    EXPECT_EQ(tier(), "none");
    EXPECT_EQ(value("SELECT run_after > now() AND lease_id IS NULL FROM stripe_checks"), "t");
    value("UPDATE stripe_checks SET run_after = now() RETURNING 1");
    EXPECT_EQ(check(), 1U);
    EXPECT_EQ(tier(), "team");
}

TEST_F(Checks, find_out_that_a_subscription_is_gone)
{
    auto const customer = add_payer();
    deliver(act({{"do", "subscribe"}, {"customer", customer}, {"price", "pro_monthly"}})[0]);
    EXPECT_EQ(check(), 1U);
    emulator.clear();
    EXPECT_EQ(compare(), 1U);
    EXPECT_EQ(check(), 1U);
    EXPECT_EQ(tier(), "none");
    EXPECT_EQ(compare(), 0U);
}

TEST_F(Checks, follow_when_a_period_has_ended)
{
    auto const customer = add_payer();
    deliver(act({{"do", "subscribe"}, {"customer", customer}, {"price", "pro_monthly"}})[0]);
    EXPECT_EQ(check(), 1U);
    EXPECT_EQ(ask_for_ended_periods(pool), 0U);
    value(
        "UPDATE stripe_subscriptions SET period_end = now() - interval '6 minutes', read_at = now() - "
        "interval '1 "
        "day' RETURNING 1");
    EXPECT_EQ(ask_for_ended_periods(pool), 1U);
    EXPECT_EQ(check(), 1U);
    EXPECT_EQ(ask_for_ended_periods(pool), 0U);
}

TEST_F(Checks, cancel_what_people_pay_who_left)
{
    auto const customer = add_payer();
    deliver(act({{"do", "subscribe"}, {"customer", customer}, {"price", "pro_monthly"}})[0]);
    EXPECT_EQ(check(), 1U);
    db::as_system(pool, [&](pqxx::work& work) {
        note_leaver(work, UserId(work.exec1("SELECT id FROM users")[0].as<std::string>()));
    });
    EXPECT_EQ(cancel_for_leavers(pool, stripe, log.log()), 1U);
    EXPECT_EQ(cancel_for_leavers(pool, stripe, log.log()), 0U);
    EXPECT_EQ(emulator.state().at("subscriptions").at(0).at("status"), "canceled");

    // A checkout that was paid late.
    value("DELETE FROM users RETURNING 1");
    subscription.clear();
    deliver(act({{"do", "subscribe"}, {"customer", customer}, {"price", "pro_monthly"}})[0]);
    EXPECT_EQ(check(), 1U);
    EXPECT_EQ(cancel_for_leavers(pool, stripe, log.log()), 1U);
    EXPECT_EQ(emulator.state().at("subscriptions").at(1).at("status"), "canceled");
}

TEST_F(Checks, report_what_differs_from_stripe_once_a_day)
{
    EXPECT_EQ(compare_daily(pool, stripe, log.log()), 0U);
    auto const customer = add_payer();
    act({{"do", "subscribe"}, {"customer", customer}, {"price", "pro_monthly"}});
    EXPECT_EQ(compare_daily(pool, stripe, log.log()), 0U);
    EXPECT_EQ(compare(), 1U);
    EXPECT_NE(log.text().find("not known here"), std::string::npos);
    EXPECT_EQ(check(), 1U);
    EXPECT_EQ(tier(), "pro");
    EXPECT_EQ(compare(), 0U);
    for (auto const* const change :
         {"status = 'past_due'", "tier = 'team'", "period_end = now()", "cancels_at = now()"}) {
        value("UPDATE stripe_subscriptions SET " + std::string(change) + " RETURNING 1");
        EXPECT_EQ(compare(), 1U) << change;
        EXPECT_EQ(check(), 1U);
        EXPECT_EQ(compare(), 0U) << change;
    }
    EXPECT_EQ(value("SELECT subscriptions || ' ' || differences FROM stripe_comparison"), "1 0");
}

/// A subscription's life, whose events are delivered in another order each time, some of them twice or not at
/// all, while it goes on.
class Shuffle {
public:
    struct Step {
        char const* act;
        char const* price;
        char const* tier;  // Afterwards.
    };
    // Eight events in all.
    static constexpr std::array<Step, 5> kSteps = {
        Step{"subscribe", "pro_monthly", "pro"}, Step{"switch", "team_monthly", "team"},
        Step{"fail", "", "team"}, Step{"recover", "", "team"}, Step{"end", "", "none"}};
};

TEST_F(Checks, make_the_same_plan_of_events_in_any_order)
{
    auto const* const wanted = std::getenv("PLAN_SHUFFLES");
    int const shuffles = wanted ? std::stoi(wanted) : 60;
    std::mt19937 random(20'261'130);
    auto const chance = [&](int percent) { return static_cast<int>(random() % 100) < percent; };
    int lost = 0;
    for (int shuffle = 0; shuffle < shuffles && !HasFailure(); ++shuffle) {
        SCOPED_TRACE(shuffle);
        emulator.clear();
        change("DELETE FROM users");
        subscription.clear();
        auto const customer = add_payer();
        auto const steps = 1 + random() % Shuffle::kSteps.size();
        std::vector<json::value> pending;
        std::vector<json::value> delivered;
        bool is_heard_of = false;  // After the last step.
        for (std::size_t i = 0; i < steps; ++i) {
            auto const& step = Shuffle::kSteps[i];
            json::object asked{{"do", step.act}, {"customer", customer}};
            if (*step.price)
                asked["price"] = step.price;
            for (auto const& event : act(asked))
                pending.push_back(event);
            std::shuffle(pending.begin(), pending.end(), random);
            while (!pending.empty() && chance(50)) {
                deliver(pending.back());
                delivered.push_back(pending.back());
                pending.pop_back();
                is_heard_of = is_heard_of || i + 1 == steps;
            }
            if (!delivered.empty() && chance(20))
                deliver(delivered[random() % delivered.size()]);
            if (chance(30)) {
                std::thread other([&] { check(); });
                check();
                other.join();
            } else if (chance(50)) {
                check();
            }
        }
        for (auto const& event : pending)
            if (chance(40)) {
                deliver(event);
                is_heard_of = true;
            }
        check();
        // No event may be left after the last step: then the daily comparison finds out.
        if (!is_heard_of) {
            ++lost;
            compare();
            check();
        }
        EXPECT_EQ(tier(), Shuffle::kSteps[steps - 1].tier) << steps << " steps";
        EXPECT_EQ(value("SELECT count(*) FROM stripe_checks"), "0");
    }
    std::cout << shuffles << " shuffles, in " << lost << " of which no event came after the last step\n";
    EXPECT_EQ(json::serialize(emulator.log().at("violations")), "[]");
}

}  // namespace
}  // namespace rmirror::plans
