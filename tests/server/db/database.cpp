// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/database.hpp"

#include "checkout.hpp"
#include "db/migrate.hpp"
#include "helper_process.hpp"

#include <pqxx/nontransaction>

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

/// libpqxx 6.4 loses the result that tells it that a connection broke.
// The sanitizer asks for this name.
// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" char const* __lsan_default_suppressions()
{
    return "leak:libpqxx-6.4.so";
}

namespace rmirror::db::test {

namespace {

constexpr auto kTemplate = "rmirror_template";
constexpr auto kNothing = "template0";

void execute(std::string const& url, std::string const& sql)
{
    auto const connection = open_connection(Secret(url), std::chrono::seconds(60));
    pqxx::nontransaction(*connection).exec(sql);
}

std::string with_database(std::string const& url, std::string const& name)
{
    constexpr std::string_view kOwn = "/rmirror?";
    auto changed = url;
    return changed.replace(changed.find(kOwn), kOwn.size(), "/" + name + "?");
}

// Copying files is quicker than logging them where nothing waits for the disk.
std::string creating(std::string const& name, std::string const& from)
{
    return "CREATE DATABASE " + name + " TEMPLATE " + from + " STRATEGY file_copy";
}

class Cluster {
public:
    Cluster() : process_({checkout() + "/scripts/test-postgres"}), url_(process_.line())
    {
        if (url_.empty())
            throw std::runtime_error("scripts/test-postgres brings no database");
        auto const made = with_database(url_, kTemplate);
        execute(url_, std::string("CREATE DATABASE ") + kTemplate);
        migrate(Secret(made));
    }

    std::string const& url() const { return url_; }

private:
    rmirror::test::HelperProcess process_;
    std::string url_;
};

/// Names of databases that are free for the next test.
class Names {
public:
    std::string take()
    {
        std::lock_guard const lock(mutex_);
        if (names_.empty())
            return {};
        auto name = std::move(names_.back());
        names_.pop_back();
        return name;
    }

    void give_back(std::string name)
    {
        std::lock_guard const lock(mutex_);
        names_.push_back(std::move(name));
    }

private:
    std::mutex mutex_;
    std::vector<std::string> names_;
};

Names& emptied()
{
    static Names names;
    return names;
}

/// Without triggers and foreign keys, which would only repeat the work.
constexpr auto kEmptyAllTables = R"(
    SET session_replication_role = replica;
    DO $$
    DECLARE
        each regclass;
    BEGIN
        FOR each IN SELECT oid FROM pg_class
                    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'schema_migrations' LOOP
            EXECUTE format('DELETE FROM %s', each);
        END LOOP;
    END
    $$)";

}  // namespace

std::string cluster_url()
{
    static Cluster const cluster;
    return cluster.url();
}

Database::Database(Schema schema) : schema_(schema)
{
    if (schema == Schema::migrated)
        name_ = emptied().take();
    if (name_.empty())
        copy(schema == Schema::migrated ? kTemplate : kNothing);
    url_ = with_database(cluster_url(), name_);
}

void Database::copy(std::string const& from)
{
    static std::atomic<int> count = 0;
    name_ = "test_" + std::to_string(++count);
    execute(cluster_url(), creating(name_, from));
}

Database::~Database()
{
    if (schema_ == Schema::empty) {
        execute(cluster_url(), "DROP DATABASE " + name_ + " WITH (FORCE)");
        return;
    }
    cut_connections();
    execute(url_, kEmptyAllTables);
    emptied().give_back(name_);
}

PoolOptions Database::options(std::size_t connections) const
{
    PoolOptions options;
    options.url = url();
    options.connections = connections;
    options.wait = std::chrono::minutes(2);  // On a busy machine, fifty threads share a few connections.
    return options;
}

void Database::cut_connections() const
{
    execute(cluster_url(),
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '" + name_ + "'");
}

UserId DatabaseTest::add_user(std::string const& email)
{
    return as_system(pool, [&](pqxx::work& work) {
        return work.exec_params1("INSERT INTO users (email) VALUES ($1) RETURNING id", email)[0].as<UserId>();
    });
}

std::string DatabaseTest::value(std::string const& sql)
{
    return as_system(
        pool, [&](pqxx::work& work) { return work.exec1(sql)[0].as<std::string>(std::string("NULL")); });
}

}  // namespace rmirror::db::test
