// SPDX-License-Identifier: AGPL-3.0-or-later
// However many servers ask at once: no day costs more than it may, and nothing that was spent is forgotten.
#include "spend/account.hpp"

#include "db/database.hpp"

#include <atomic>
#include <thread>

namespace rmirror::spend {
namespace {

class AccountTest : public db::test::DatabaseTest {
protected:
    Nanodollars spent() { return std::stoll(value("SELECT coalesce(sum(nanodollars), 0) FROM spend_days")); }

    void change(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }

    static bool is_reserved(std::variant<Reservation, LimitReached> const& answer)
    {
        return std::holds_alternative<Reservation>(answer);
    }

    static Rules rules(std::optional<Nanodollars> limit) { return {limit, Prices::read({}).value()}; }

    std::string lines_;
    Log log_{Level::info, [this](std::string const& line) { lines_ += line; }};
    Account account_{pool, log_, rules(100)};
};

TEST_F(AccountTest, gives_the_last_billionths_to_one_of_two)
{
    EXPECT_TRUE(is_reserved(account_.reserve(60)));
    std::atomic<int> reserved = 0;
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int server = 0; server < 4; ++server)
        threads.emplace_back([&] {
            Account another(pool, log_, rules(100));
            reserved += is_reserved(another.reserve(40)) ? 1 : 0;
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(reserved, 1);
    EXPECT_EQ(spent(), 100);
    EXPECT_EQ(lines_.find("spending limit reached"), lines_.rfind("spending limit reached")) << lines_;
    EXPECT_NE(lines_.find("spending limit reached"), std::string::npos);
}

TEST_F(AccountTest, settles_by_what_was_used_and_keeps_what_nobody_settles)
{
    auto const whole = std::get<Reservation>(account_.reserve(50));
    EXPECT_TRUE(is_reserved(account_.reserve(50)));
    account_.settle(whole, 20);
    EXPECT_EQ(spent(), 70);
    auto const refused = account_.reserve(31);
    ASSERT_TRUE(std::holds_alternative<LimitReached>(refused));
    EXPECT_GT(std::get<LimitReached>(refused).after.count(), 0);
    EXPECT_LE(std::get<LimitReached>(refused).after, std::chrono::hours(24));
    auto const rest = std::get<Reservation>(account_.reserve(30));
    account_.settle(rest, 45);
    EXPECT_EQ(spent(), 115) << "More was used than reserved.";
    EXPECT_FALSE(is_reserved(account_.reserve(1)));
}

TEST_F(AccountTest, tells_what_no_day_has_room_for_from_what_today_has_none_for)
{
    auto const never = account_.reserve(101);
    ASSERT_TRUE(std::holds_alternative<LimitReached>(never));
    EXPECT_TRUE(std::get<LimitReached>(never).is_too_low);
    EXPECT_EQ(lines_, "") << "the limit of today isn't reached";
    EXPECT_TRUE(is_reserved(account_.reserve(100)));
    EXPECT_FALSE(std::get<LimitReached>(account_.reserve(100)).is_too_low);
}

TEST_F(AccountTest, says_when_the_limit_is_too_low_for_a_page)
{
    account_.note_cost_of_page(100, "claude-opus-5-5");
    EXPECT_EQ(lines_, "");
    account_.note_cost_of_page(101, "claude-opus-5-5");
    for (auto const* const part :
         {"spending limit too low for a page", "claude-opus-5-5", "RMIRROR_SPEND_LIMIT"})
        EXPECT_NE(lines_.find(part), std::string::npos) << lines_;
}

TEST_F(AccountTest, settles_on_the_day_of_the_reservation)
{
    auto const before = std::get<Reservation>(account_.reserve(80));
    change("UPDATE spend_days SET day = day - 1");
    Reservation const yesterday{value("SELECT day FROM spend_days"), before.amount};
    EXPECT_TRUE(is_reserved(account_.reserve(90)));
    account_.settle(yesterday, 10);
    EXPECT_EQ(value("SELECT string_agg(nanodollars::text, ' ' ORDER BY day) FROM spend_days"), "10 90");
    // A clock that goes back a day finds what was spent on it.
    change("UPDATE spend_days SET day = day + 1 WHERE nanodollars = 90");
    change("UPDATE spend_days SET day = day + 1 WHERE nanodollars = 10");
    EXPECT_FALSE(is_reserved(account_.reserve(91)));
    EXPECT_TRUE(is_reserved(account_.reserve(89)));
}

TEST_F(AccountTest, counts_nothing_without_a_limit_and_nothing_that_is_free)
{
    Account free(pool, log_, rules(std::nullopt));
    auto const reservation = std::get<Reservation>(free.reserve(1000));
    free.settle(reservation, 500);
    EXPECT_TRUE(is_reserved(account_.reserve(0)));
    EXPECT_EQ(value("SELECT count(*) FROM spend_days"), "0");
}

TEST_F(AccountTest, tells_the_metrics_what_was_spent_today)
{
    Account account(pool, log_, rules(5 * kDollar));
    EXPECT_TRUE(is_reserved(account.reserve(kDollar / 4)));
    auto const reported = [&] {
        PrometheusText text;
        db::as_system(pool, [&](pqxx::work& work) { account.write(text, work); });
        return text.text();
    };
    EXPECT_NE(reported().find("\nrmirror_spend_dollars 0.25\n"), std::string::npos) << reported();
    EXPECT_NE(reported().find("\nrmirror_spend_limit_dollars 5\n"), std::string::npos) << reported();
    EXPECT_NE(reported().find("\nrmirror_spend_limit_reached 0\n"), std::string::npos) << reported();
    EXPECT_FALSE(is_reserved(account.reserve(5 * kDollar)));
    EXPECT_NE(reported().find("\nrmirror_spend_limit_reached 1\n"), std::string::npos) << reported();
}

TEST_F(AccountTest, says_which_models_have_no_price)
{
    account_.note_prices(Vendor::claude, {"claude-haiku-5-5", "claude-fable-5"});
    account_.note_prices(Vendor::other, {"llama"});
    EXPECT_EQ(lines_.find("claude-haiku-5-5"), std::string::npos);
    EXPECT_NE(lines_.find(R"("model":"claude-fable-5","counts_as":"the dearest Claude model")"),
              std::string::npos)
        << lines_;
    EXPECT_NE(lines_.find(R"("model":"llama","counts_as":"free of charge")"), std::string::npos) << lines_;
}

std::string refusal(std::string const& limit, std::string const& prices = "")
{
    auto const settings =
        Settings::read({{"RMIRROR_SPEND_LIMIT", limit}, {"RMIRROR_PRICES", prices}}).value();
    auto const rules = Rules::read(settings);
    return rules.ok() ? "" : rules.error().sentence;
}

TEST(SpendRules, are_what_the_settings_say)
{
    EXPECT_FALSE(Rules::read(Settings::read({}).value()).value().limit);
    EXPECT_EQ(Rules::read(Settings::read({{"RMIRROR_SPEND_LIMIT", "12.50"}}).value()).value().limit,
              12'500'000'000);
    EXPECT_EQ(refusal("1000000"), "");
    for (auto const* const limit : {"", "0", "0.000", "-1", "1000001", "five", "1,5", "$5", "1e3"})
        EXPECT_NE(refusal(limit).find("RMIRROR_SPEND_LIMIT must be off or dollars"), std::string::npos)
            << limit;
    EXPECT_NE(refusal("5", "opus").find("RMIRROR_PRICES must look like"), std::string::npos);
}

}  // namespace
}  // namespace rmirror::spend
