// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/images/stored_blobs.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"

#include <pqxx/result>

namespace rmirror::library {

namespace {

constexpr db::Statement kFindBlob = "SELECT id, copy FROM blobs WHERE user_id = $1 AND sha256 = $2";

// An hour is far longer than an upload may take, so a row that is due was left behind.
constexpr db::Statement kAnnounce = R"sql(
    INSERT INTO pending_blobs (user_id, sha256, copy, state, due_at, size_bytes)
    VALUES ($1, $2, gen_random_uuid(), 'arriving', now() + interval '1 hour', $3)
    RETURNING id, copy)sql";

constexpr db::Statement kFindOrAnnounce = R"sql(
    WITH known AS (SELECT copy FROM blobs WHERE user_id = $1 AND sha256 = $2),
    announced AS (
        INSERT INTO pending_blobs (user_id, sha256, copy, state, due_at, size_bytes)
        SELECT $1, $2, gen_random_uuid(), 'arriving', now() + interval '1 hour', $3
        WHERE NOT EXISTS (SELECT 1 FROM known)
        RETURNING id, copy)
    SELECT NULL, copy FROM known UNION ALL SELECT id, copy FROM announced)sql";

// Due later than an abandoned call may still store something.
constexpr db::Statement kGiveUp = R"sql(
    UPDATE pending_blobs SET state = 'leaving', due_at = now() + interval '10 minutes'
    WHERE user_id = $1 AND id = $2 AND state = 'arriving')sql";

// Whether the copy was still arriving, and the id of its new row; NULL if there is a copy of these bytes
// already.
constexpr db::Statement kArrive = R"sql(
    WITH arrived AS (
        DELETE FROM pending_blobs WHERE user_id = $1 AND id = $2 AND state = 'arriving' RETURNING sha256, copy),
    added AS (
        INSERT INTO blobs (user_id, sha256, copy, media_type, size_bytes, store)
        SELECT $1, sha256, copy, $5, $3, $4 FROM arrived
        ON CONFLICT (user_id, sha256) DO NOTHING
        RETURNING id)
    SELECT EXISTS (SELECT 1 FROM arrived), (SELECT id FROM added))sql";

constexpr db::Statement kReplaceCopy =
    "UPDATE blobs SET copy = $3, store = $4 WHERE user_id = $1 AND id = $2";

// Due later, because a reader that has just got the name may still fetch it.
constexpr db::Statement kLeave = R"sql(
    INSERT INTO pending_blobs (user_id, sha256, copy, state, due_at, size_bytes)
    VALUES ($1, $2, $3, 'leaving', now() + interval '10 minutes', $4))sql";

constexpr db::Statement kDropUnused = R"sql(
    WITH dropped AS (
        DELETE FROM blobs
        WHERE user_id = $1 AND (id = ANY ($2::uuid[]) OR id = ANY ($3::uuid[]))
            AND NOT EXISTS (SELECT 1 FROM page_images WHERE user_id = (SELECT $1::uuid) AND blob_id = blobs.id)
            AND NOT EXISTS (SELECT 1 FROM display_images WHERE user_id = (SELECT $1::uuid) AND blob_id = blobs.id)
            AND NOT EXISTS (SELECT 1 FROM attachments WHERE user_id = (SELECT $1::uuid) AND blob_id = blobs.id)
            AND NOT EXISTS (SELECT 1 FROM sealed_chunks WHERE user_id = (SELECT $1::uuid) AND blob_id = blobs.id)
        RETURNING sha256, copy, size_bytes)
    INSERT INTO pending_blobs (user_id, sha256, copy, state, due_at, size_bytes)
    SELECT $1, sha256, copy, 'leaving', now() + interval '10 minutes', size_bytes FROM dropped
    RETURNING sha256)sql";

}  // namespace

Arrival announce_blob(pqxx::work& work, UserId const& user_id, std::string const& sha256, std::size_t bytes)
{
    auto const row = kAnnounce.row(work, user_id, sha256, bytes);
    return {row[0].as<std::string>(), {user_id, sha256, row[1].as<std::string>()}};
}

BlobPlace find_or_announce_blob(pqxx::work& work, UserId const& user_id, std::string const& sha256,
                                std::size_t bytes)
{
    auto const row = kFindOrAnnounce.row(work, user_id, sha256, bytes);
    BlobKey key{user_id, sha256, row[1].as<std::string>()};
    if (row[0].is_null())
        return {std::move(key), std::nullopt};
    return {std::nullopt, Arrival{row[0].as<std::string>(), std::move(key)}};
}

void give_up_blob(pqxx::work& work, UserId const& user_id, Arrival const& arrival)
{
    kGiveUp.rows(work, user_id, arrival.id);
}

std::string keep_blob(LibraryWork& work, Arrival const& arrival, BlobFacts const& facts,
                      std::optional<BlobKey> const& lost)
{
    auto const& [user_id, sha256, copy] = arrival.key;
    auto const arrived = kArrive.row(*work, user_id, arrival.id, facts.bytes, facts.store, facts.media_type);
    if (!arrived[0].as<bool>())
        throw BlobFailure("storing " + path_of(arrival.key) + " took too long");
    if (!arrived[1].is_null())
        return arrived[1].as<std::string>();
    auto const known = kFindBlob.row(*work, user_id, sha256);
    auto id = known[0].as<std::string>();
    auto const kept = known[1].as<std::string>();
    bool const is_lost = lost && lost->copy == kept;
    if (is_lost)
        kReplaceCopy.rows(*work, user_id, id, copy, facts.store);
    kLeave.rows(*work, user_id, sha256, is_lost ? kept : copy, facts.bytes);
    return id;
}

std::optional<std::string> kept_blob(LibraryWork& work, BlobKey const& key)
{
    auto const rows = kFindBlob.rows(*work, key.user_id, key.sha256);
    if (rows.empty())
        return std::nullopt;
    return rows[0][0].as<std::string>();
}

void drop_unused_blobs(LibraryWork& work, std::string const& ids, std::string const& more_ids)
{
    kDropUnused.rows(*work, work.user_id(), ids, more_ids);
}

}  // namespace rmirror::library
