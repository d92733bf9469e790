// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/migrate.hpp"

#include "db/pool.hpp"
#include "hashing.hpp"

#include <pqxx/except>
#include <pqxx/nontransaction>
#include <pqxx/result>
#include <pqxx/transaction>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace rmirror::db {

namespace {

constexpr std::chrono::milliseconds kWithoutEnd{0};

constexpr auto kTakeLock = R"sql(
    SET lock_timeout = '2min';
    SELECT pg_advisory_lock(7306920311);
    SET lock_timeout = 0)sql";

constexpr auto kCreateRegister = R"sql(
    CREATE TABLE IF NOT EXISTS schema_migrations (
        name text PRIMARY KEY,
        sha256 text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now(),
        requires text NOT NULL DEFAULT ''))sql";

// Every transaction runs as one of these, whatever user connects. None owns a table, so none bypasses
// row-level security: rmirror_tenant sees one user's rows; rmirror_link what a link shows of them;
// rmirror_member what members of workspaces read of them; rmirror_system (sign-in, workers, schedulers) sees
// all; rmirror_admin (people who run the server) sees what is counted of all. Roles belong to the whole
// cluster: another database may have created them, or be creating them at the same time.
constexpr auto kCreateRoles = R"sql(
    DO $$
    DECLARE
        wanted text;
    BEGIN
        FOREACH wanted IN ARRAY ARRAY['rmirror_tenant', 'rmirror_system', 'rmirror_link', 'rmirror_admin',
                                     'rmirror_member'] LOOP
            IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted) THEN
                BEGIN
                    EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', wanted);
                EXCEPTION WHEN duplicate_object OR unique_violation THEN
                    NULL;
                END;
            END IF;
            IF NOT pg_has_role(current_user, wanted, 'MEMBER') THEN
                EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
            END IF;
        END LOOP;
    END
    $$)sql";

// Extensions need CREATE on the database, tables CREATE on the schema. Members of the roles need no right to
// create them.
constexpr auto kRights = R"sql(
    SELECT current_user, current_database(),
           coalesce(has_schema_privilege(current_schema(), 'CREATE'), false)
               AND has_database_privilege(current_database(), 'CREATE'),
           rolsuper OR rolcreaterole OR (SELECT count(*) = 5 FROM pg_roles
                                         WHERE rolname IN ('rmirror_tenant', 'rmirror_system', 'rmirror_link',
                                                           'rmirror_admin', 'rmirror_member')
                                             AND pg_has_role(current_user, oid, 'MEMBER'))
    FROM pg_roles WHERE rolname = current_user)sql";

constexpr auto kFindRegister = "SELECT to_regclass('schema_migrations') IS NOT NULL";
constexpr auto kListApplied = "SELECT name, sha256, requires FROM schema_migrations ORDER BY name";
constexpr auto kNoteApplied = "INSERT INTO schema_migrations (name, sha256, requires) VALUES ($1, $2, $3)";

struct AppliedMigration {
    std::string sha256;
    std::string requires_name;  // A migration that programs must have; empty: they may be older.
};
using Applied = std::map<std::string, AppliedMigration, std::less<>>;

std::string required_by(Migration const& migration)
{
    constexpr std::string_view kMark = "\n-- requires ";
    auto const mark = migration.sql.find(kMark);
    if (mark == std::string_view::npos)
        return "";
    auto const rest = migration.sql.substr(mark + kMark.size());
    return std::string(rest.substr(0, rest.find('\n')));
}

std::string checksum_of(Migration const& migration)
{
    return sha256_hex(migration.sql);
}

std::unique_ptr<pqxx::connection> reach(Secret const& url)
{
    try {
        return open_connection(url, kWithoutEnd);
    } catch (pqxx::broken_connection const& error) {
        throw DatabaseUnusable(std::string("The database can't be reached: ") + error.what());
    }
}

Applied read_applied(pqxx::connection& connection)
{
    pqxx::nontransaction query(connection);
    Applied applied;
    if (!query.exec1(kFindRegister)[0].as<bool>())
        return applied;
    for (auto const& row : query.exec(kListApplied))
        applied.emplace(row[0].as<std::string>(),
                        AppliedMigration{row[1].as<std::string>(), row[2].as<std::string>()});
    return applied;
}

/// The first migration holds the whole schema, so a database with migrations but without it is older.
void expect_no_earlier_schema(std::span<Migration const> wanted, Applied const& applied)
{
    if (!applied.empty() && !applied.contains(wanted.front().name))
        throw DatabaseUnusable(
            "This database was made before the first release (migration " + applied.begin()->first +
            "), and its schema can't be brought up to date. Give the server an empty database and sync "
            "again: the pages of the tablet come back by themselves. Or keep running the earlier version of "
            "rmirror-server.");
}

bool contains(std::span<Migration const> wanted, std::string_view name)
{
    return std::any_of(wanted.begin(), wanted.end(),
                       [&](Migration const& each) { return each.name == name; });
}

/// Later versions may have added to the schema.
void expect_usable_additions(std::span<Migration const> wanted, Applied const& others)
{
    for (auto const& [name, applied] : others) {
        bool const is_later = name > wanted.back().name;
        if (!is_later || (!applied.requires_name.empty() && !contains(wanted, applied.requires_name)))
            throw DatabaseUnusable("The migration " + name +
                                   " was applied to this database, and this program is too old for it. Use a "
                                   "newer version of rmirror-server.");
    }
}

/// The migrations still to be applied, after it is sure that the applied ones go with this program.
std::vector<Migration> missing(std::span<Migration const> wanted, Applied applied)
{
    expect_no_earlier_schema(wanted, applied);
    std::vector<Migration> rest;
    for (auto const& migration : wanted) {
        auto const found = applied.find(migration.name);
        if (found == applied.end()) {
            rest.push_back(migration);
            continue;
        }
        if (found->second.sha256 != checksum_of(migration))
            throw DatabaseUnusable("The migration " + found->first +
                                   " was changed after it was applied to this database. Restore it, and add "
                                   "a new migration instead.");
        if (!rest.empty())
            throw DatabaseUnusable("The migration " + found->first + " was applied to this database, but " +
                                   std::string(rest.front().name) + ", which comes before it, wasn't.");
        applied.erase(found);
    }
    if (!applied.empty() && !rest.empty())
        throw DatabaseUnusable("The migration " + applied.begin()->first +
                               " was applied to this database, but " + std::string(rest.front().name) +
                               ", which comes before it, wasn't.");
    expect_usable_additions(wanted, applied);
    return rest;
}

/// So that nothing is touched with only some of them.
void expect_rights(pqxx::connection& connection)
{
    auto const row = pqxx::nontransaction(connection).exec1(kRights);
    auto const user = row[0].as<std::string>();
    auto const database = row[1].as<std::string>();
    if (!row[2].as<bool>())
        throw DatabaseUnusable("The user " + user + " can't create tables in the database " + database +
                               ". Let a superuser run: ALTER DATABASE " + database + " OWNER TO " + user);
    if (!row[3].as<bool>())
        throw DatabaseUnusable("The user " + user +
                               " can't create the roles rmirror_tenant, rmirror_system, rmirror_link, "
                               "rmirror_admin and rmirror_member. Let a superuser run: ALTER ROLE " +
                               user + " CREATEROLE");
}

void apply(pqxx::connection& connection, Migration const& migration)
{
    std::string const name(migration.name);
    try {
        pqxx::work work(connection);
        work.exec(std::string(migration.sql));
        work.exec_params(kNoteApplied, name, checksum_of(migration), required_by(migration));
        work.commit();
    } catch (pqxx::failure const& error) {
        throw DatabaseUnusable("The migration " + name + " couldn't be applied: " + error.what());
    }
}

}  // namespace

std::size_t migrate(Secret const& url, std::span<Migration const> wanted)
{
    auto const connection = reach(url);
    {
        pqxx::nontransaction session(*connection);
        session.exec(kTakeLock);  // Held until the connection closes.
    }
    auto const rest = missing(wanted, read_applied(*connection));
    if (!rest.empty()) {
        expect_rights(*connection);
        pqxx::nontransaction session(*connection);
        session.exec(kCreateRoles);
        session.exec(kCreateRegister);
    }
    for (auto const& migration : rest)
        apply(*connection, migration);
    return rest.size();
}

void create_roles(Secret const& url)
{
    auto const connection = reach(url);
    pqxx::nontransaction(*connection).exec(kCreateRoles);
}

void expect_current_schema(Secret const& url, std::span<Migration const> wanted)
{
    auto const connection = reach(url);
    auto const rest = missing(wanted, read_applied(*connection));
    if (!rest.empty())
        throw DatabaseUnusable("The migration " + std::string(rest.front().name) +
                               " hasn't been applied to this database. Run rmirror-server --migrate.");
}

}  // namespace rmirror::db
