// SPDX-License-Identifier: AGPL-3.0-or-later
#include "commands/doctor.hpp"

#include "backup/description.hpp"
#include "blobs/disk_room.hpp"
#include "commands/direct_url.hpp"
#include "commands/stores.hpp"
#include "connections/rotation.hpp"
#include "db/migrate.hpp"
#include "db/transaction.hpp"
#include "rates/redis.hpp"
#include "targets/registry.hpp"

#include <pqxx/except>
#include <pqxx/nontransaction>

#include <sys/resource.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <string>
#include <thread>

namespace rmirror::commands {

namespace {

/// What was found, printed as soon as it is known.
class Report {
public:
    void good(std::string const& sentence) { print("ok     ", sentence); }
    /// Works, but may not be what the operator wants.
    void note(std::string const& sentence) { print("note   ", sentence); }
    void wrong(std::string const& sentence)
    {
        is_good_ = false;
        print("WRONG  ", sentence);
    }
    bool is_good() const { return is_good_; }

private:
    static void print(std::string_view mark, std::string const& sentence)
    {
        std::cout << mark << sentence << std::endl;
    }

    bool is_good_ = true;
};

bool is_https(std::string const& url)
{
    return url.starts_with("https://");
}

bool is_local(std::string const& url)
{
    auto const host = url.substr(std::min(url.find("://") + 3, url.size()));
    return host.starts_with("127.") || host.starts_with("localhost") || host.starts_with("[::1]");
}

void examine_address(Settings const& settings, Report& report)
{
    auto const& url = settings.text("RMIRROR_PUBLIC_URL");
    if (url.empty())
        return report.note("RMIRROR_PUBLIC_URL isn't set, so links lead to " +
                           settings.text("RMIRROR_LISTEN") + ".");
    if (is_https(url) && settings.list("RMIRROR_TRUSTED_PROXIES").empty())
        return report.wrong(
            "People reach " + url +
            " through a proxy, but RMIRROR_TRUSTED_PROXIES is empty, so all of them count as one when "
            "requests and sign-in attempts are limited. Set it to the proxy's address.");
    if (!is_https(url) && !is_local(url))
        return report.note(url +
                           " isn't encrypted: passwords can be read on the way, and browsers don't let the "
                           "dashboard work offline. Put a proxy with TLS in front of the server.");
    if (settings.text("RMIRROR_SIGNUP") == "open" && !is_local(url))
        report.note("Everybody who finds " + url +
                    " can create an account. RMIRROR_SIGNUP=invited changes that.");
    report.good("People reach it at " + url + ".");
}

/// Whether two connections that are open at the same time share one of PostgreSQL's processes, which happens
/// behind a pooler that gives each transaction a connection.
bool is_pooled(pqxx::connection& first, pqxx::connection& second)
{
    auto const process = [](pqxx::connection& connection) {
        return pqxx::nontransaction(connection).exec1("SELECT pg_backend_pid()")[0].as<int>();
    };
    return process(first) == process(second);
}

void examine_version(pqxx::nontransaction& query, Report& report)
{
    constexpr int kOldest = 15;
    auto const row = query.exec1(
        "SELECT current_setting('server_version_num')::int / 10000, current_setting('server_version')");
    std::string const version = row[1].c_str();
    if (row[0].as<int>() < kOldest)
        report.wrong("The database is PostgreSQL " + version + ". Use 15 or newer.");
    else
        report.good("The database is PostgreSQL " + version + ".");
}

void examine_clock(pqxx::nontransaction& query, Report& report)
{
    constexpr double kMax = 10;
    auto const theirs = query.exec1("SELECT extract(epoch FROM clock_timestamp())")[0].as<double>();
    auto const ours =
        std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    if (std::abs(theirs - ours) > kMax)
        report.wrong("The clocks of this machine and of the database differ by " +
                     std::to_string(std::lround(std::abs(theirs - ours))) +
                     " seconds. Let both be set by the network (timedatectl set-ntp true).");
    else
        report.good("The clocks of this machine and of the database agree.");
}

void examine_room(pqxx::nontransaction& query, Settings const& settings, Report& report)
{
    auto const needed = database_connections(settings, std::thread::hardware_concurrency()) +
                        kLibraryWorkers + targets::count_listeners();
    auto const row = query.exec1(
        "SELECT current_setting('max_connections')::int - "
        "current_setting('superuser_reserved_connections')::int");
    if (needed > row[0].as<std::size_t>())
        report.wrong("A server may open " + std::to_string(needed) +
                     " connections to the database, which allows " + row[0].c_str() +
                     ". Raise its max_connections, or set RMIRROR_DB_CONNECTIONS.");
    else
        report.good("The database allows " + std::string(row[0].c_str()) +
                    " connections; a server may open " + std::to_string(needed) + ".");
}

bool examine_schema(Secret const& url, Report& report)
{
    try {
        db::expect_current_schema(url);
    } catch (db::DatabaseUnusable const& error) {
        report.wrong(error.what());
        return false;
    }
    report.good("The schema is that of this version.");
    return true;
}

/// Returns false if the database can't be used, so that what depends on it isn't looked at.
bool examine_database(Settings const& settings, Report& report)
{
    constexpr std::chrono::seconds kPatience{10};
    auto const& url = settings.secret("RMIRROR_DATABASE_URL");
    try {
        auto const connection = db::open_connection(url, kPatience);
        {
            pqxx::nontransaction query(*connection);
            examine_version(query, report);
            examine_clock(query, report);
            examine_room(query, settings, report);
        }
        auto const second = db::open_connection(url, kPatience);
        if (settings.text("RMIRROR_DATABASE_POOLER") == "off" && is_pooled(*connection, *second))
            report.wrong(
                "RMIRROR_DATABASE_URL leads to a pooler. Set RMIRROR_DATABASE_POOLER=transaction, and "
                "RMIRROR_DATABASE_LISTEN_URL to the database itself.");
        return examine_schema(url, report);
    } catch (pqxx::failure const& error) {
        report.wrong(std::string("The database can't be used: ") + error.what());
        return false;
    }
}

void examine_replica(Settings const& settings, Report& report)
{
    auto const& url = settings.secret("RMIRROR_DATABASE_REPLICA_URL");
    if (url.empty())
        return;
    auto const cluster = [](Secret const& database) {
        auto const connection = db::open_connection(database, std::chrono::seconds(10));
        auto const row = pqxx::nontransaction(*connection)
                             .exec1("SELECT system_identifier, pg_is_in_recovery() FROM pg_control_system()");
        return std::pair(row[0].as<std::string>(), row[1].as<bool>());
    };
    try {
        auto const [name, is_replica] = cluster(url);
        if (!is_replica || name != cluster(settings.secret("RMIRROR_DATABASE_URL")).first)
            report.wrong("RMIRROR_DATABASE_REPLICA_URL leads to no replica of RMIRROR_DATABASE_URL.");
        else
            report.good("The replica of the database can be used.");
    } catch (pqxx::failure const& error) {
        report.wrong(std::string("The replica of the database can't be used: ") + error.what());
    }
}

void examine_keys(Settings const& settings, db::Pool& pool, Report& report)
{
    auto const vault = connections::Vault::read(settings);
    if (!vault.ok())
        return report.wrong(vault.error().sentence);
    std::string unusable;
    Log log(Level::error, [&](std::string_view line) { unusable = line; });
    connections::report_unusable_keys(pool, vault.value(), log);
    if (unusable.empty())
        report.good("All credentials can be decrypted.");
    else
        report.wrong("Credentials can't be decrypted with the master keys that are set: " + unusable);
}

void examine_images(Settings const& settings, Stores& stores, Report& report)
{
    auto const images = stores.images();
    if (!images.ok())
        return report.wrong(images.error().sentence);
    try {
        images.value()->list("", 1);
    } catch (BlobFailure const& failure) {
        return report.wrong("The images can't be reached: " + std::string(failure.what()) + ".");
    }
    if (images.value()->name() != "disk")
        return report.good("The bucket with the images can be reached.");
    constexpr double kFull = 0.85;
    Log silent(Level::error, [](std::string_view) {});
    auto const room = DiskRoom(settings.text("RMIRROR_DATA_DIR"), 0, silent).room();
    auto const used = room && room->bytes > 0
                          ? 1 - static_cast<double>(room->free_bytes) / static_cast<double>(room->bytes)
                          : 0;
    auto const percent = std::to_string(std::lround(100 * used)) + " %";
    if (used > kFull)
        report.wrong("The disk with the images is " + percent +
                     " full. Make room before uploads are refused.");
    else
        report.good("The disk with the images is " + percent + " full.");
}

void examine_backups(Settings const& settings, Stores& stores, Report& report)
{
    auto const& place = settings.text("RMIRROR_BACKUP_TO");
    if (place.empty())
        return report.note("There are no daily backups: RMIRROR_BACKUP_TO isn't set.");
    auto const repository = stores.repository(place, backup::Repository::Use::read);
    if (!repository.ok())
        return report.wrong("Backups in " + place + ": " + repository.error().sentence);
    try {
        auto const times = backup::times_of_backups(repository.value());
        if (times.empty())
            return report.wrong("There is no complete backup in " + place + ". Run rmirror-server --backup.");
        report.good("The newest of " + std::to_string(times.size()) + " backups in " + place + " is of " +
                    times.back() + ".");
    } catch (std::runtime_error const& failure) {
        report.wrong("Backups in " + place + ": " + failure.what());
    }
}

void examine_redis(Settings const& settings, Report& report)
{
    auto const address = rates::RedisAddress::read(settings);
    if (!address.ok())
        return report.wrong(address.error().sentence);
    if (!address.value())
        return;
    rates::Redis redis(*address.value());
    auto const answer =
        redis.increment({{.key = "rmirror:doctor", .by = 0, .lives = std::chrono::seconds(1)}});
    if (answer.ok())
        report.good("Redis can be used.");
    else
        report.wrong("Redis can't be used: " + answer.error().sentence);
}

void examine_transcription(Settings const& settings, Report& report)
{
    bool const is_claude = settings.text("RMIRROR_OCR_PROVIDER") == "claude";
    if (is_claude && settings.secret("RMIRROR_ANTHROPIC_API_KEY").empty())
        return report.note("Pages aren't transcribed: RMIRROR_ANTHROPIC_API_KEY isn't set.");
    if (settings.text("RMIRROR_SPEND_LIMIT") == "off")
        report.note("RMIRROR_SPEND_LIMIT is off, so transcription can cost any sum.");
    report.good(is_claude ? "Pages are transcribed by Claude."
                          : "Pages are transcribed by " + settings.text("RMIRROR_OCR_BASE_URL") + ".");
}

void examine_services(Settings const& settings, Report& report)
{
    auto const clients = check_oauth_clients(settings);
    if (!clients.ok())
        return report.wrong(clients.error().sentence);
    auto const examine_client = [&](std::string const& name, std::string const& id) {
        if (settings.text(id).empty())
            report.note("People connect " + name + " by a token: " + id + " isn't set.");
        else if (settings.text("RMIRROR_PUBLIC_URL").empty())
            report.wrong("People who sign in at " + name +
                         " can't come back, because RMIRROR_PUBLIC_URL isn't set.");
        else
            report.good("People connect " + name + " by signing in there.");
    };
    examine_client("Notion", "RMIRROR_NOTION_CLIENT_ID");
    for (auto const* const target : targets::all_targets())
        if (target->oauth)
            examine_client(std::string(target->oauth->shown), std::string(target->oauth->client_id));
}

void examine_descriptors(Settings const& settings, Report& report)
{
    constexpr std::size_t kBeside = 250;
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    auto const needed = settings.count("RMIRROR_CONNECTIONS") + kBeside;
    if (limit.rlim_max < needed)
        report.note("This process may open " + std::to_string(limit.rlim_max) +
                    " files, and a server needs " + std::to_string(needed) +
                    " for all its clients. That of the service may be higher (LimitNOFILE=).");
}

}  // namespace

Result<int> examine(Settings const& settings)
{
    Report report;
    report.good("All settings are valid.");
    examine_address(settings, report);
    examine_descriptors(settings, report);
    Stores stores(settings);
    if (examine_database(settings, report)) {
        examine_replica(settings, report);
        db::Pool pool({.url = settings.secret("RMIRROR_DATABASE_URL"), .connections = 1});
        examine_keys(settings, pool, report);
    }
    examine_images(settings, stores, report);
    examine_backups(settings, stores, report);
    examine_redis(settings, report);
    examine_transcription(settings, report);
    examine_services(settings, report);
    return report.is_good() ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace rmirror::commands
