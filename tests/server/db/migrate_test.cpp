// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/migrate.hpp"

#include "db/database.hpp"

#include <pqxx/nontransaction>

#include <array>
#include <functional>
#include <future>
#include <vector>

namespace rmirror::db::test {
namespace {

constexpr Migration kFirst{"0001_create_pens", "CREATE TABLE pens (id int)"};
constexpr Migration kSecond{"0002_name_pens", "ALTER TABLE pens ADD name text; SELECT pg_sleep(0.01)"};

std::string refusal_of(std::function<void()> const& attempt)
{
    try {
        attempt();
    } catch (DatabaseUnusable const& error) {
        return error.what();
    }
    return "";
}

TEST(Migrate, applies_each_migration_once)
{
    Database const database(Database::Schema::empty);
    EXPECT_EQ(migrate(database.url()), migrations().size());
    EXPECT_EQ(migrate(database.url()), 0U);
    expect_current_schema(database.url());
}

TEST(Migrate, lets_one_work_when_many_begin_at_once)
{
    Database const database(Database::Schema::empty);
    std::vector<std::future<std::size_t>> several;
    several.reserve(4);
    for (int i = 0; i < 4; ++i)
        several.push_back(std::async(std::launch::async, [&] { return migrate(database.url()); }));
    std::size_t applied = 0;
    for (auto& each : several)
        applied += each.get();
    EXPECT_EQ(applied, migrations().size());
}

TEST(Migrate, refuses_a_migration_that_was_changed)
{
    Database const database(Database::Schema::empty);
    migrate(database.url(), std::array{kFirst, kSecond});
    Migration const changed{kFirst.name, "CREATE TABLE pens (id bigint)"};
    auto const refusal = refusal_of([&] { migrate(database.url(), std::array{changed, kSecond}); });
    EXPECT_NE(refusal.find("0001_create_pens was changed"), std::string::npos) << refusal;
    EXPECT_EQ(refusal_of([&] {
                  expect_current_schema(database.url(), std::array{changed, kSecond});
              }),
              refusal);
}

TEST(Migrate, goes_on_with_what_later_versions_added)
{
    Database const database(Database::Schema::empty);
    migrate(database.url(), std::array{kFirst, kSecond});
    expect_current_schema(database.url(), std::array{kFirst});
    EXPECT_EQ(migrate(database.url(), std::array{kFirst}), 0U);
}

TEST(Migrate, refuses_programs_that_need_what_was_removed)
{
    Database const database(Database::Schema::empty);
    constexpr Migration kThird{"0003_drop_pens", "-- a comment\n-- requires 0002_name_pens\nDROP TABLE pens"};
    migrate(database.url(), std::array{kFirst, kSecond, kThird});
    expect_current_schema(database.url(), std::array{kFirst, kSecond});
    EXPECT_NE(refusal_of([&] {
                  expect_current_schema(database.url(), std::array{kFirst});
              }).find("0003_drop_pens was applied to this database, and this program is too old"),
              std::string::npos);
}

TEST(Migrate, refuses_a_database_with_gaps)
{
    Database const database(Database::Schema::empty);
    migrate(database.url(), std::array{kFirst, kSecond});
    Migration const between{"0001_paint_pens", "SELECT 1"};
    EXPECT_NE(refusal_of([&] {
                  migrate(database.url(), std::array{kFirst, between, kSecond});
              }).find("0001_paint_pens, which comes before"),
              std::string::npos);
}

TEST(Migrate, refuses_a_database_from_before_the_first_release_and_leaves_it_as_it_is)
{
    Database const database(Database::Schema::empty);
    constexpr Migration kEarlier{"0001_create_foundations", "CREATE TABLE foundations (id int)"};
    constexpr Migration kLater{"0002_create_accounts", "CREATE TABLE accounts (id int)"};
    migrate(database.url(), std::array{kEarlier, kLater});
    auto const refusal = refusal_of([&] { migrate(database.url()); });
    for (auto const* const part : {"before the first release", "0001_create_foundations", "an empty database",
                                   "sync again", "keep running the earlier version"})
        EXPECT_NE(refusal.find(part), std::string::npos) << refusal;
    EXPECT_EQ(refusal_of([&] { expect_current_schema(database.url()); }), refusal);
    auto const connection = open_connection(database.url(), std::chrono::seconds(60));
    auto const tables = pqxx::nontransaction(*connection)
                            .exec1(
                                "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class "
                                "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")[0]
                            .as<std::string>();
    EXPECT_EQ(tables, "accounts foundations schema_migrations");
}

TEST(Migrate, leaves_nothing_of_a_migration_that_fails)
{
    Database const database(Database::Schema::empty);
    Migration const broken{"0002_break", "CREATE TABLE halves (id int); SELECT 1/0"};
    EXPECT_NE(refusal_of([&] {
                  migrate(database.url(), std::array{kFirst, broken});
              }).find("0002_break"),
              std::string::npos);
    EXPECT_EQ(migrate(database.url(), std::array{kFirst, kSecond}), 1U);
}

TEST(Migrate, says_what_is_missing_and_when_nobody_answers)
{
    Database const database(Database::Schema::empty);
    EXPECT_NE(refusal_of([&] { expect_current_schema(database.url()); }).find("rmirror-server --migrate"),
              std::string::npos);
    Secret const nowhere("postgresql:///rmirror?host=/nowhere");
    EXPECT_NE(refusal_of([&] { migrate(nowhere); }).find("can't be reached"), std::string::npos);
}

}  // namespace
}  // namespace rmirror::db::test
