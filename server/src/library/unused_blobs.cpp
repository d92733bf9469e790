// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/unused_blobs.hpp"

#include "db/array_text.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "input/uuid.hpp"
#include "library/work.hpp"

#include <utility>

namespace rmirror {

namespace {

constexpr db::Statement kIsUsed = "SELECT EXISTS (SELECT FROM blobs WHERE user_id = $1 AND sha256 = $2)";

// Of users that are known here: another server may keep its pictures in the same place.
constexpr auto kListUnused = R"sql(
    SELECT user_id, sha256 FROM unnest($1::uuid[], $2::text[]) AS stored (user_id, sha256)
    WHERE EXISTS (SELECT FROM users WHERE id = stored.user_id)
        AND NOT EXISTS (SELECT FROM blobs WHERE blobs.user_id = stored.user_id AND blobs.sha256 = stored.sha256))sql";

pqxx::result unused_among(db::Pool& pool, std::vector<StoredBlob> const& stored,
                          std::chrono::system_clock::time_point before)
{
    ArrayText users;
    ArrayText hashes;
    for (auto const& [key, stored_at] : stored) {
        if (stored_at >= before || !db::is_uuid(key.user_id))
            continue;
        users.add(key.user_id);
        hashes.add(key.sha256);
    }
    return db::as_system(
        pool, [&](pqxx::work& work) { return work.exec_params(kListUnused, users.str(), hashes.str()); });
}

}  // namespace

bool remove_unless_used(db::Pool& pool, BlobStore& blobs, BlobKey const& key)
{
    return db::as_user(pool, key.user_id, [&](pqxx::work& work) {
        library::LibraryWork const locked(work, key.user_id);
        if (kIsUsed.row(work, key.user_id, key.sha256)[0].as<bool>())
            return false;
        blobs.remove(key);
        return true;
    });
}

UnusedBlobs::UnusedBlobs(db::Pool& pool, BlobStore& blobs, std::chrono::seconds grace)
    : pool_(pool), blobs_(blobs), grace_(grace)
{}

std::size_t UnusedBlobs::remove_some(std::size_t most)
{
    auto const before = std::chrono::system_clock::now() - grace_;
    auto piece = blobs_.list(after_, most);
    std::size_t removed = 0;
    for (auto const& row : unused_among(pool_, piece.blobs, before))
        if (remove_unless_used(pool_, blobs_, {row[0].as<std::string>(), row[1].as<std::string>()}))
            ++removed;
    after_ = std::move(piece.next);
    return removed;
}

}  // namespace rmirror
