// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/sealed/sealed_chunk.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "hashing.hpp"
#include "library/library_full.hpp"

#include <pqxx/result>

#include <cstdint>
#include <utility>

namespace rmirror::library {

namespace {

// As for attachments: for a day, after which UnusedBlobs removes what arrived.
constexpr db::Statement kAnnounceChunk = R"sql(
    INSERT INTO pending_blobs (user_id, sha256, copy, state, due_at, size_bytes)
    VALUES ($1, $2, gen_random_uuid(), 'arriving', now() + interval '24 hours', $3)
    RETURNING id)sql";

constexpr db::Statement kAddChunkUpload = R"sql(
    INSERT INTO sealed_uploads (user_id, id, name, expires_at)
    VALUES ($1, $2, $3, now() + $4 * interval '1 second'))sql";

constexpr db::Statement kFindChunkUpload = R"sql(
    SELECT upload.name, pending.sha256, pending.copy, pending.size_bytes,
           to_jsonb(upload.expires_at) #>> '{}', upload.expires_at < now()
    FROM sealed_uploads AS upload
    JOIN pending_blobs AS pending ON pending.user_id = (SELECT $1::uuid) AND pending.id = upload.id
    WHERE upload.user_id = $1 AND upload.id = $2 AND pending.state = 'arriving')sql";

constexpr db::Statement kKeepChunk = R"sql(
    INSERT INTO sealed_chunks (user_id, id, name, blob_id, size_bytes) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (user_id, name) DO NOTHING)sql";

constexpr db::Statement kShowChunk = R"sql(
    SELECT jsonb_build_object('name', name, 'size', size_bytes) FROM sealed_chunks
    WHERE user_id = $1 AND (id = $2 OR name = $3) LIMIT 1)sql";

constexpr db::Statement kTakenByBackups = R"sql(
    SELECT (limits_of($1, $2::jsonb) ->> 'backups')::bigint, coalesce(sum(size_bytes), 0)::bigint
    FROM sealed_chunks WHERE user_id = $1)sql";

constexpr db::Statement kListMissingChunks = R"sql(
    WITH known AS (
        UPDATE sealed_chunks SET wanted_at = now()
        WHERE user_id = $1 AND name = ANY ($2::text[])
        RETURNING name)
    SELECT jsonb_build_object('missing', coalesce(jsonb_agg(name ORDER BY name), '[]'))
    FROM (SELECT unnest($2::text[]) EXCEPT SELECT name FROM known) AS missing (name))sql";

constexpr db::Statement kFindChunk = R"sql(
    SELECT blob.sha256, blob.copy
    FROM sealed_chunks AS chunk
    JOIN blobs AS blob ON blob.user_id = (SELECT $1::uuid) AND blob.id = chunk.blob_id
    WHERE chunk.user_id = $1 AND chunk.name = $2)sql";

constexpr db::Statement kListUnusedChunks = R"sql(
    SELECT user_id, array_agg(id)
    FROM (SELECT user_id, id FROM sealed_chunks
          WHERE NOT is_used AND wanted_at < now() - interval '1 day' ORDER BY wanted_at LIMIT $1) AS unused
    GROUP BY user_id)sql";

// Under the user's lock, because a backup may have used one since it was listed.
constexpr db::Statement kRemoveUnusedChunks = R"sql(
    WITH removed AS (
        DELETE FROM sealed_chunks
        WHERE user_id = $1 AND id = ANY ($2::uuid[]) AND NOT is_used AND wanted_at < now() - interval '1 day'
        RETURNING blob_id)
    SELECT coalesce(array_agg(blob_id), '{}'), count(*) FROM removed)sql";

/// Backups make no room by removing images of pages, which are shown daily.
void expect_room_for_chunk(pqxx::work& work, quota::Rules const& rules, quota::LibraryUsage const& usage,
                           UserId const& user_id, std::size_t bytes)
{
    auto const more = static_cast<std::int64_t>(bytes);
    auto const row = kTakenByBackups.row(work, user_id, rules.limits);
    quota::Allowance const backups{row[0].as<std::optional<std::int64_t>>(), row[1].as<std::int64_t>()};
    if (!backups.has_room_for(more))
        throw LibraryFull(Full::backups, *backups.limit);
    if (!usage.storage.has_room_for(more + kMaxRowBytes))
        throw LibraryFull(Full::storage, *usage.storage.limit);
}

class ChunkUse : public BlobUse {
public:
    ChunkUse(quota::Rules const& rules, UserId const& user_id, Upload const& upload)
        : rules_(rules), user_id_(user_id), upload_(upload)
    {}

    bool is_wanted(pqxx::work& /*work*/) override { return true; }

    /// Its bytes are counted as pending since the upload was announced.
    void expect_room(pqxx::work& /*work*/, quota::LibraryUsage const& /*usage*/) override {}

    void make_room(LibraryWork& work, quota::LibraryUsage const& usage) override
    {
        expect_room_for_chunk(*work, rules_, usage, user_id_, upload_.facts.bytes);
    }

    void use(UploadContext& context, std::string const& blob_id) override
    {
        auto& work = context.work();
        auto const kept = kKeepChunk.rows(*work, user_id_, upload_.id, upload_.facts.file_name, blob_id,
                                          upload_.facts.bytes);
        if (kept.affected_rows() == 0)
            drop_unused_blobs(work, '{' + blob_id + '}', "{}");
        give_up_blob(*work, user_id_, {upload_.id, upload_.key});
    }

    void finish(UploadContext& /*context*/) override {}

private:
    quota::Rules const& rules_;
    UserId const& user_id_;
    Upload const& upload_;
};

/// By the id of its upload, or else by its name.
std::optional<std::string> shown_chunk(db::Pool& pool, UserId const& user_id, std::string const& id,
                                       std::string const& name)
{
    auto const rows = db::as_user(pool, user_id,
                                  [&](pqxx::work& work) { return kShowChunk.rows(work, user_id, id, name); });
    if (rows.empty())
        return std::nullopt;
    return rows[0][0].as<std::string>();
}

}  // namespace

Upload announce_chunk(pqxx::work& work, quota::Rules const& rules, UserId const& user_id,
                      ChunkFacts const& facts)
{
    auto usage = quota::library_usage(work, rules, user_id);
    expect_room_for_chunk(work, rules, usage, user_id, facts.bytes);
    usage.pending_bytes += static_cast<std::int64_t>(facts.bytes);
    expect_room_in_transit(usage);
    auto const id = kAnnounceChunk.row(work, user_id, facts.sha256, facts.bytes)[0].as<std::string>();
    kAddChunkUpload.rows(work, user_id, id, facts.name, kAddressValid.count());
    return find_chunk_upload(work, user_id, id).value();
}

std::optional<Upload> find_chunk_upload(pqxx::work& work, UserId const& user_id, std::string const& id)
{
    auto const rows = kFindChunkUpload.rows(work, user_id, id);
    if (rows.empty())
        return std::nullopt;
    auto const row = rows[0];
    AttachmentFacts facts{PageId(), row[0].as<std::string>(), std::string(kChunkType),
                          row[1].as<std::string>(), row[3].as<std::size_t>()};
    BlobKey key{user_id, facts.sha256, row[2].as<std::string>()};
    return Upload{id, std::move(facts), std::move(key), row[4].as<std::string>(), row[5].as<bool>()};
}

std::variant<std::string, Incomplete> complete_chunk(db::Pool& pool, BlobStore& blobs, Uploads& uploads,
                                                     UserId const& user_id, std::string const& id)
{
    auto const upload =
        db::as_user(pool, user_id, [&](pqxx::work& work) { return find_chunk_upload(work, user_id, id); });
    if (!upload) {
        auto known = shown_chunk(pool, user_id, id, "");
        return known ? std::variant<std::string, Incomplete>(std::move(*known)) : Incomplete::unknown;
    }
    auto const content = blobs.get(upload->key);
    if (!content)
        return Incomplete::missing;
    auto const& facts = upload->facts;
    if (content->size() != facts.bytes || sha256_hex(*content) != facts.sha256) {
        db::as_user(pool, user_id, [&](pqxx::work& work) {
            give_up_blob(work, user_id, {upload->id, upload->key});
        });
        return Incomplete::other;
    }
    ChunkUse use(uploads.rules(), user_id, *upload);
    uploads.store(user_id, {facts.sha256, *content, facts.content_type}, use);
    auto stored = shown_chunk(pool, user_id, id, facts.file_name);
    return stored ? std::variant<std::string, Incomplete>(std::move(*stored)) : Incomplete::unknown;
}

std::string missing_chunks(LibraryWork& work, std::vector<std::string> const& names)
{
    return kListMissingChunks.row(*work, work.user_id(), ArrayText(names).str())[0].as<std::string>();
}

std::optional<BlobKey> find_chunk(pqxx::work& work, UserId const& user_id, std::string const& name)
{
    auto const rows = kFindChunk.rows(work, user_id, name);
    if (rows.empty())
        return std::nullopt;
    return BlobKey{user_id, rows[0][0].as<std::string>(), rows[0][1].as<std::string>()};
}

std::size_t remove_unused_chunks(db::Pool& pool, std::size_t max)
{
    auto const unused =
        db::as_system(pool, [&](pqxx::work& work) { return kListUnusedChunks.rows(work, max); });
    std::size_t removed = 0;
    for (auto const& row : unused)
        removed += write_as_system(pool, row[0].as<UserId>(), [&](LibraryWork& work) {
            auto const gone = kRemoveUnusedChunks.row(*work, work.user_id(), row[1].as<std::string>());
            drop_unused_blobs(work, gone[0].as<std::string>(), "{}");
            return gone[1].as<std::size_t>();
        });
    return removed;
}

}  // namespace rmirror::library
