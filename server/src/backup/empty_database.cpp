// SPDX-License-Identifier: AGPL-3.0-or-later
#include "backup/empty_database.hpp"

#include "backup/reach.hpp"
#include "db/migrate.hpp"
#include "db/pool.hpp"

#include <pqxx/except>
#include <pqxx/nontransaction>
#include <pqxx/result>

namespace rmirror::backup {

namespace {

constexpr std::chrono::seconds kPatience{30};

constexpr auto kHasTables = "SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public')";
constexpr auto kIsOurs =
    "SELECT to_regclass('schema_migrations') IS NOT NULL AND to_regclass('users') IS NOT NULL";
constexpr auto kIsInUse = R"sql(
    SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
                       AND application_name = 'rmirror' AND pid <> pg_backend_pid()))sql";
// As a new database has it, so that later backups don't contain the schema itself.
constexpr auto kRemove = R"sql(
    DROP SCHEMA public CASCADE;
    CREATE SCHEMA public AUTHORIZATION pg_database_owner;
    GRANT USAGE ON SCHEMA public TO PUBLIC)sql";

/// As the role that sees all rows: row-level security hides them from the owner of the table.
bool has_accounts(pqxx::nontransaction& query)
{
    query.exec("SET ROLE rmirror_system");
    bool const found = query.exec1("SELECT EXISTS (SELECT 1 FROM users)")[0].as<bool>();
    query.exec("RESET ROLE");
    return found;
}

}  // namespace

Result<Done> expect_no_accounts(Secret const& url)
{
    constexpr auto kAdvice =
        " A backup is restored into an empty database: create another one, or drop this one if you are sure "
        "that "
        "nothing in it is needed.";
    auto const connection = reach(url, kPatience);
    pqxx::nontransaction query(*connection);
    if (!query.exec1(kHasTables)[0].as<bool>())
        return Done{};
    if (!query.exec1(kIsOurs)[0].as<bool>())
        return Refusal{std::string("The database of RMIRROR_DATABASE_URL has tables of something else.") +
                       kAdvice};
    if (has_accounts(query))
        return Refusal{std::string("The database of RMIRROR_DATABASE_URL has accounts.") + kAdvice};
    if (query.exec1(kIsInUse)[0].as<bool>())
        return Refusal{"A server is using the database. Stop it, then run this again."};
    return Done{};
}

void remove_schema(Secret const& url)
{
    {
        auto const connection = reach(url, kPatience);
        pqxx::nontransaction(*connection).exec(kRemove);
    }
    db::create_roles(url);
}

}  // namespace rmirror::backup
