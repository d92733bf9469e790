// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/statement.hpp"

#include "db/database.hpp"

#include <pqxx/except>

namespace rmirror::db::test {
namespace {

using StatementTest = DatabaseTest;

constexpr Statement kTwice = "SELECT 2 * $1::integer";
constexpr Statement kThrice = "SELECT 3 * $1::integer";
constexpr Statement kCountUsers = "SELECT count(*) FROM users";
constexpr Statement kFindUser = "SELECT email FROM users WHERE id = $1";
constexpr Statement kFails = "SELECT 1 / $1::integer";

/// How often PostgreSQL used a plan for any values, and one for the values given.
constexpr auto kPlansOf = R"sql(
    SELECT generic_plans || ' ' || custom_plans FROM pg_prepared_statements WHERE statement LIKE 'SELECT email%')sql";

TEST_F(StatementTest, is_prepared_once_on_each_connection)
{
    Pool single(database.options(1));
    auto const count = [&] {
        return as_system(single, [](pqxx::work& work) {
            EXPECT_EQ(kTwice.row(work, 21)[0].as<int>(), 42);
            EXPECT_EQ(kThrice.row(work, 14)[0].as<int>(), 42);
            EXPECT_EQ(kTwice.rows(work, 4).size(), 1U);
            return work
                .exec1("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT % * $1%'")[0]
                .as<int>();
        });
    };
    EXPECT_EQ(count(), 2);
    EXPECT_EQ(count(), 2);
}

TEST_F(StatementTest, survives_a_transaction_that_failed_and_a_restart_of_the_database)
{
    Pool single(database.options(1));
    auto const twice = [](pqxx::work& work) { return kTwice.row(work, 21)[0].as<int>(); };
    EXPECT_THROW(as_system(single, [](pqxx::work& work) { kFails.row(work, 0); }), pqxx::sql_error);
    EXPECT_THROW(as_system(single,
                           [](pqxx::work& work) {
                               EXPECT_THROW(kFails.row(work, 0), pqxx::sql_error);
                               kThrice.row(work, 1);  // Prepared where everything is refused by now.
                           }),
                 pqxx::sql_error);
    EXPECT_EQ(as_system(single, twice), 42);
    database.cut_connections();
    EXPECT_EQ(as_system(single, twice), 42);
    EXPECT_EQ(as_system(single, [](pqxx::work& work) { return kThrice.row(work, 14)[0].as<int>(); }), 42);
}

TEST_F(StatementTest, shows_nobody_what_its_plan_was_made_for)
{
    auto const ada = add_user("ada@example.org");
    auto const bob = add_user("bob@example.org");
    Pool single(database.options(1));
    auto const count = [](pqxx::work& work) { return kCountUsers.row(work)[0].as<int>(); };
    auto const find_ada = [&](pqxx::work& work) { return kFindUser.rows(work, ada).size(); };
    // More often than PostgreSQL plans for the values that are given.
    for (int i = 0; i < 7; ++i) {
        EXPECT_EQ(as_system(single, count), 2);
        EXPECT_EQ(as_user(single, ada, count), 1);
        EXPECT_EQ(as_user(single, ada, find_ada), 1U);
        EXPECT_EQ(as_user(single, bob, find_ada), 0U);
        EXPECT_EQ(as_user(single, UserId(), count), 0);
    }
}

TEST_F(StatementTest, is_planned_once_or_for_the_values_that_are_given)
{
    auto const ada = add_user("ada@example.org");
    Pool single(database.options(1));
    auto const plans = as_user(single, ada, [&](pqxx::work& work) {
        work.exec0("SET LOCAL plan_cache_mode = force_generic_plan");
        for (int i = 0; i < 3; ++i)
            EXPECT_EQ(kFindUser.row(work, ada)[0].as<std::string>(), "ada@example.org");
        EXPECT_EQ(kFindUser.row_planned_anew(work, ada)[0].as<std::string>(), "ada@example.org");
        return work.exec1(kPlansOf)[0].as<std::string>();
    });
    EXPECT_EQ(plans, "3 0");
}

}  // namespace
}  // namespace rmirror::db::test
