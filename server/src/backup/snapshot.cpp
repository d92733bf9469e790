// SPDX-License-Identifier: AGPL-3.0-or-later
#include "backup/snapshot.hpp"

#include "backup/reach.hpp"
#include "db/ids.hpp"
#include "db/locks.hpp"
#include "db/migrate.hpp"
#include "db/pool.hpp"

#include <pqxx/except>
#include <pqxx/result>

namespace rmirror::backup {

namespace {

constexpr auto kHasMigrations = "SELECT to_regclass('schema_migrations') IS NOT NULL";
constexpr auto kMigrations = "SELECT name FROM schema_migrations ORDER BY name";
constexpr auto kKeyIds = "SELECT DISTINCT key_id FROM connections ORDER BY key_id";
constexpr auto kCountImages = "SELECT count(*) FROM blobs";
constexpr auto kDeclareImages =
    "DECLARE images NO SCROLL CURSOR FOR SELECT user_id, sha256, copy FROM blobs ORDER BY user_id, sha256";
constexpr std::chrono::milliseconds kWithoutEnd{0};
constexpr auto kFetchImages = "FETCH 1000 FROM images";

}  // namespace

/// Takes the locks before the snapshot is exported: an image that leaves afterwards is removed ten minutes
/// later at the earliest, when its remover sees the lock.
Snapshot::Snapshot(Secret const& url)
    : connection_(reach(url, kWithoutEnd)), transaction_(std::make_unique<Transaction>(*connection_))
{
    if (!transaction_->exec1(kHasMigrations)[0].as<bool>())
        throw db::DatabaseUnusable("The database is empty, so there is nothing to back up.");
    transaction_->exec("SET LOCAL ROLE rmirror_system");
    if (!db::try_lock(*transaction_, db::Lock::one_backup))
        throw AlreadyRunning("Another backup of this database is running. Wait until it has finished.");
    db::lock_shared(*transaction_, db::Lock::removing_images);
    id_ = transaction_->exec1("SELECT pg_export_snapshot()")[0].as<std::string>();
}

std::vector<std::string> Snapshot::texts(char const* sql)
{
    std::vector<std::string> found;
    for (auto const& row : transaction_->exec(sql))
        found.push_back(row[0].as<std::string>());
    return found;
}

std::vector<std::string> Snapshot::migrations()
{
    return texts(kMigrations);
}

std::vector<std::string> Snapshot::key_ids()
{
    return texts(kKeyIds);
}

std::size_t Snapshot::count_images()
{
    return transaction_->exec1(kCountImages)[0].as<std::size_t>();
}

void Snapshot::each_images(std::function<void(std::vector<ListedImage> const&)> const& visit)
{
    transaction_->exec(kDeclareImages);
    for (;;) {
        auto const rows = transaction_->exec(kFetchImages);
        if (rows.empty())
            return;
        std::vector<ListedImage> images;
        for (auto const& row : rows)
            images.push_back({row[0].as<UserId>(), row[1].as<std::string>(), row[2].as<std::string>()});
        visit(images);
    }
}

}  // namespace rmirror::backup
