// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/transaction.hpp"

#include "db/database.hpp"

#include <pqxx/except>

#include <future>
#include <stdexcept>

namespace rmirror::db::test {
namespace {

using TransactionTest = DatabaseTest;

TEST_F(TransactionTest, commits_what_returns_and_forgets_what_throws)
{
    EXPECT_EQ(add_user("ada@example.org").text().size(), 36U);
    EXPECT_THROW(as_system(pool,
                           [](pqxx::work& work) {
                               work.exec("DELETE FROM users");
                               throw std::runtime_error("second thoughts");
                           }),
                 std::runtime_error);
    EXPECT_EQ(value("SELECT count(*) FROM users"), "1");
}

TEST_F(TransactionTest, works_as_a_role_that_cannot_change_the_schema)
{
    auto const ada = add_user("ada@example.org");
    for (auto const* const sql :
         {"CREATE TABLE mine (id int)", "ALTER TABLE users DISABLE ROW LEVEL SECURITY",
          "DROP POLICY tenant ON users", "DELETE FROM schema_migrations", "TRUNCATE users"}) {
        auto const attempt = [&](pqxx::work& work) { work.exec(sql); };
        EXPECT_THROW(as_user(pool, ada, attempt), pqxx::insufficient_privilege) << sql;
        EXPECT_THROW(as_system(pool, attempt), pqxx::insufficient_privilege) << sql;
    }
}

TEST_F(TransactionTest, gives_statements_for_a_whole_library_longer_than_others)
{
    auto const ada = add_user("ada@example.org");
    auto options = database.options(1);
    options.statement = std::chrono::seconds(7);
    Pool single(options);
    auto const timeout = [](pqxx::work& work) {
        return work.exec1("SHOW statement_timeout")[0].as<std::string>();
    };
    EXPECT_EQ(as_user(single, ada, timeout), "7s");
    EXPECT_EQ(as_user(single, ada, timeout, Patience::whole_library), "30s");
    EXPECT_EQ(as_system(single, timeout), "30s");
    EXPECT_EQ(as_reader(single, ada, timeout), "7s") << "of the next one on that connection";
    auto const visible = [](pqxx::work& work) {
        return work.exec1("SELECT count(*) FROM users")[0].as<int>();
    };
    add_user("bob@example.org");
    EXPECT_EQ(as_reader(single, ada, visible), 1);
}

TEST_F(TransactionTest, refuses_writes_of_readers)
{
    auto const ada = add_user("ada@example.org");
    Pool single(database.options(1));
    auto const rename = [](pqxx::work& work) { work.exec("UPDATE users SET full_name = 'Ada'"); };
    EXPECT_THROW(as_reader(single, ada, rename), pqxx::sql_error);
    as_user(single, ada, rename);
    EXPECT_EQ(value("SELECT full_name FROM users"), "Ada");
}

TEST_F(TransactionTest, leaves_no_user_behind_on_the_connection)
{
    auto const ada = add_user("ada@example.org");
    Pool single(database.options(1));
    auto const visible = [](pqxx::work& work) {
        return work.exec1("SELECT count(*) FROM users")[0].as<int>();
    };
    EXPECT_EQ(as_user(single, ada, visible), 1);
    EXPECT_EQ(as_user(single, UserId(), visible), 0);
    EXPECT_EQ(as_system(single, visible), 1);
}

TEST_F(TransactionTest, goes_on_after_the_database_was_restarted)
{
    Pool several(database.options(3));
    {
        auto const first = several.take();
        auto const second = several.take();
        auto const third = several.take();
    }
    database.cut_connections();
    EXPECT_EQ(as_system(several, [](pqxx::work& work) { return work.exec1("SELECT 7")[0].as<int>(); }), 7);
    EXPECT_EQ(several.in_use(), 0U);
}

TEST_F(TransactionTest, is_not_run_twice_when_the_connection_breaks_in_the_middle)
{
    int runs = 0;
    auto const cut = [&](pqxx::work& work) {
        ++runs;
        database.cut_connections();
        work.exec("SELECT 1");
    };
    EXPECT_THROW(as_system(pool, cut), pqxx::broken_connection);
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(pool.in_use(), 0U);
}

TEST_F(TransactionTest, is_in_doubt_and_not_run_twice_when_the_connection_breaks_in_its_commit)
{
    Pool single(database.options(1));
    int runs = 0;
    auto const end = [&](pqxx::work& work) {
        ++runs;
        work.exec("RESET ROLE");
        work.exec("CREATE TEMP TABLE last_words (word text)");
        work.exec(
            "CREATE FUNCTION pg_temp.leave() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN PERFORM pg_terminate_backend(pg_backend_pid(), 10000); RETURN NULL; END'");
        work.exec(
            "CREATE CONSTRAINT TRIGGER leave AFTER INSERT ON last_words DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION pg_temp.leave()");
        work.exec("INSERT INTO last_words VALUES ('farewell')");
    };
    EXPECT_THROW(as_system(single, end), pqxx::in_doubt_error);
    EXPECT_EQ(runs, 1);
    EXPECT_TRUE((*single.take()).is_open()) << "a connection that broke is not given to the next";
}

TEST_F(TransactionTest, is_run_again_when_it_lost_a_deadlock)
{
    auto const ada = add_user("ada@example.org");
    auto const bob = add_user("bob@example.org");
    std::promise<void> ada_is_locked;
    std::promise<void> bob_is_locked;
    auto const cross = [&](UserId const& own, UserId const& other, std::promise<void>& is_locked,
                           std::promise<void>& awaited) {
        int runs = 0;
        as_system(pool, [&](pqxx::work& work) {
            auto const touch = "UPDATE users SET full_name = full_name || '.' WHERE id = $1";
            work.exec_params(touch, own);
            if (++runs == 1) {
                is_locked.set_value();
                awaited.get_future().wait();
            }
            work.exec_params(touch, other);
        });
        return runs;
    };
    auto other =
        std::async(std::launch::async, [&] { return cross(bob, ada, bob_is_locked, ada_is_locked); });
    auto const runs = cross(ada, bob, ada_is_locked, bob_is_locked) + other.get();
    EXPECT_GE(runs, 3);
    EXPECT_EQ(value("SELECT sum(length(full_name)) FROM users"), "4");
}

TEST_F(TransactionTest, is_not_run_again_without_end)
{
    int runs = 0;
    auto const always_loses = [&](pqxx::work& work) {
        ++runs;
        work.exec("DO $$ BEGIN RAISE serialization_failure; END $$");
    };
    EXPECT_THROW(as_system(pool, always_loses), pqxx::transaction_rollback);
    EXPECT_EQ(runs, 5);
}

}  // namespace
}  // namespace rmirror::db::test
