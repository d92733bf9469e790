// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/images/unused_blobs.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/locks.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "input/uuid.hpp"
#include "library/work.hpp"

#include <pqxx/result>

#include <utility>

namespace rmirror::library {

namespace {

// A copy that has been arriving for that long leaves from now on: an upload that still stores it finds its
// row changed. If this remover is killed, another one takes the rows in ten minutes.
constexpr db::Statement kTakeDue = R"sql(
    UPDATE pending_blobs SET state = 'leaving', due_at = now() + interval '10 minutes'
    WHERE due_at <= now()
        AND (user_id, id) IN (SELECT user_id, id FROM pending_blobs WHERE due_at <= now() ORDER BY due_at LIMIT $1)
    RETURNING id, user_id, sha256, copy)sql";

constexpr db::Statement kForget = "DELETE FROM pending_blobs WHERE user_id = $1 AND id = $2";

// Only for users that are known here: another server may keep its images in the same store.
constexpr auto kListWithoutRow = R"sql(
    WITH stored AS MATERIALIZED (
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[]) AS given (user_id, sha256, copy))
    SELECT stored.user_id, sha256, copy FROM stored JOIN users ON users.id = stored.user_id
    EXCEPT
    SELECT user_id, sha256, copy FROM blobs
    WHERE (user_id, sha256, copy) IN (SELECT user_id, sha256, copy FROM stored))sql";

// Runs under the user's lock, so that an arriving copy is seen in one of the two tables.
constexpr db::Statement kLeaveUnused = R"sql(
    INSERT INTO pending_blobs (user_id, sha256, copy, state, due_at)
    SELECT $1, $2, $3, 'leaving', now()
    WHERE NOT EXISTS (SELECT 1 FROM blobs WHERE user_id = $1 AND sha256 = $2 AND copy = $3)
    ON CONFLICT DO NOTHING)sql";

pqxx::result without_row(db::Pool& pool, std::vector<StoredBlob> const& stored,
                         std::chrono::system_clock::time_point before)
{
    ArrayText users;
    ArrayText hashes;
    ArrayText copies;
    for (auto const& [key, stored_at] : stored) {
        if (stored_at >= before || !input::is_uuid(key.user_id.text()))
            continue;
        users.add(key.user_id);
        hashes.add(key.sha256);
        copies.add(key.copy);
    }
    return db::as_system(pool, [&](pqxx::work& work) {
        return work.exec_params(kListWithoutRow, users.str(), hashes.str(), copies.str());
    });
}

}  // namespace

UnusedBlobs::UnusedBlobs(db::Pool& pool, BlobStore& blobs, std::chrono::seconds grace)
    : pool_(pool), blobs_(blobs), grace_(grace)
{}

std::size_t UnusedBlobs::remove_some(std::size_t max)
{
    find_some(max);
    return remove_due(max);
}

void UnusedBlobs::find_some(std::size_t max)
{
    auto piece = blobs_.list(after_, max);
    for (auto const& row : without_row(pool_, piece.blobs, std::chrono::system_clock::now() - grace_))
        write_as_system(pool_, row[0].as<UserId>(), [&](LibraryWork& work) {
            kLeaveUnused.rows(*work, work.user_id(), row[1].as<std::string>(), row[2].as<std::string>());
        });
    after_ = std::move(piece.next);
}

std::size_t UnusedBlobs::remove_due(std::size_t max)
{
    auto const due = db::as_system(pool_, [&](pqxx::work& work) {
        return db::try_lock(work, db::Lock::removing_images) ? kTakeDue.rows(work, max) : pqxx::result();
    });
    for (auto const& row : due) {
        auto const user_id = row[1].as<UserId>();
        blobs_.remove({user_id, row[2].as<std::string>(), row[3].as<std::string>()});
        db::as_user(pool_, user_id,
                    [&](pqxx::work& work) { kForget.rows(work, user_id, row[0].as<std::string>()); });
    }
    return static_cast<std::size_t>(due.size());
}

}  // namespace rmirror::library
