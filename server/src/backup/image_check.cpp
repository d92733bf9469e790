// SPDX-License-Identifier: AGPL-3.0-or-later
#include "backup/image_check.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/transaction.hpp"
#include "hashing.hpp"
#include "input/uuid.hpp"

#include <pqxx/result>

#include <utility>

namespace rmirror::backup {

namespace {

constexpr auto kNobody = "00000000-0000-0000-0000-000000000000";
constexpr std::size_t kAtOnce = 1000;

constexpr auto kCount = "SELECT count(*) FROM blobs";

constexpr auto kNext = R"sql(
    SELECT user_id, id, sha256, copy FROM blobs WHERE (user_id, id) > ($1, $2) ORDER BY user_id, id LIMIT $3)sql";

constexpr auto kIsThere =
    "SELECT EXISTS (SELECT 1 FROM blobs WHERE user_id = $1 AND sha256 = $2 AND copy = $3)";

constexpr auto kUnknown = R"sql(
    WITH stored AS MATERIALIZED (
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[]) AS given (user_id, sha256, copy))
    SELECT user_id, sha256, copy FROM stored
    EXCEPT
    SELECT user_id, sha256, copy FROM blobs
    WHERE (user_id, sha256, copy) IN (SELECT user_id, sha256, copy FROM stored)
    EXCEPT
    SELECT user_id, sha256, copy FROM pending_blobs
    WHERE (user_id, sha256, copy) IN (SELECT user_id, sha256, copy FROM stored))sql";

/// False if the image was replaced while it was being read.
bool is_still_there(db::Pool& pool, BlobKey const& key)
{
    return db::as_system(pool, [&](pqxx::work& work) {
        return work.exec_params1(kIsThere, key.user_id, key.sha256, key.copy)[0].as<bool>();
    });
}

void check(db::Pool& pool, BlobStore& store, BlobKey const& key, ImageCheck& result)
{
    auto const content = store.get(key);
    if (!content) {
        if (is_still_there(pool, key))
            result.missing.push_back(path_of(key));
        return;
    }
    if (sha256_hex(*content) != key.sha256)
        result.damaged.push_back(path_of(key));
}

void check_rows(db::Pool& pool, BlobStore& store, ImageCheck& result, Progress const& progress)
{
    auto const count =
        db::as_system(pool, [](pqxx::work& work) { return work.exec1(kCount)[0].as<std::size_t>(); });
    std::pair<std::string, std::string> last(kNobody, kNobody);
    for (;;) {
        auto const rows = db::as_system(pool, [&](pqxx::work& work) {
            return work.exec_params(kNext, last.first, last.second, kAtOnce);
        });
        if (rows.empty())
            return;
        for (auto const& row : rows) {
            check(pool, store, {row[0].as<UserId>(), row[2].as<std::string>(), row[3].as<std::string>()},
                  result);
            report(progress, "Images", ++result.images, count);
        }
        last = {rows.back()[0].as<std::string>(), rows.back()[1].as<std::string>()};
    }
}

void check_store(db::Pool& pool, BlobStore& store, ImageCheck& result)
{
    std::string cursor;
    do {
        auto part = store.list(cursor, kAtOnce);
        ArrayText users;
        ArrayText hashes;
        ArrayText copies;
        for (auto const& [key, stored_at] : part.blobs) {
            if (!input::is_uuid(key.user_id.text()))
                continue;
            users.add(key.user_id);
            hashes.add(key.sha256);
            copies.add(key.copy);
        }
        auto const rows = db::as_system(pool, [&](pqxx::work& work) {
            return work.exec_params(kUnknown, users.str(), hashes.str(), copies.str());
        });
        for (auto const& row : rows)
            result.unknown.push_back(
                path_of({row[0].as<UserId>(), row[1].as<std::string>(), row[2].as<std::string>()}));
        cursor = std::move(part.next);
    } while (!cursor.empty());
}

}  // namespace

ImageCheck check_images(db::Pool& pool, BlobStore& store, Progress const& progress)
{
    ImageCheck result;
    check_rows(pool, store, result, progress);
    check_store(pool, store, result);
    return result;
}

}  // namespace rmirror::backup
