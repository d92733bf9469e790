// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/sealed/sealed_backup.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"

#include <pqxx/result>

namespace rmirror::library {

namespace {

constexpr db::Statement kFindKey = "SELECT key_id, revision, record FROM sealed_keys WHERE user_id = $1";

constexpr db::Statement kSaveKey = R"sql(
    INSERT INTO sealed_keys AS known (user_id, key_id, revision, record) VALUES ($1, $2, 1, $3)
    ON CONFLICT (user_id) DO UPDATE
    SET record = excluded.record, revision = known.revision + 1, changed_at = excluded.changed_at
    RETURNING revision)sql";

constexpr db::Statement kShowBackup = R"sql(
    SELECT jsonb_build_object('id', id, 'key_id', key_id, 'sealed', sealed, 'size', size_bytes,
                              'chunk_count', cardinality(chunks), 'created_at', created_at)
    FROM sealed_backups WHERE user_id = $1 AND id = $2)sql";

constexpr db::Statement kCountBackups = "SELECT count(*) FROM sealed_backups WHERE user_id = $1";

constexpr db::Statement kListUnknown = R"sql(
    SELECT count(*), coalesce(jsonb_agg(name), '[]')
    FROM (SELECT unnest($2::text[]) EXCEPT SELECT name FROM sealed_chunks WHERE user_id = $1) AS lacking (name))sql";

constexpr db::Statement kAddBackup = R"sql(
    WITH used AS (
        UPDATE sealed_chunks SET is_used = true WHERE user_id = $1 AND name = ANY ($5::text[])
        RETURNING id, size_bytes)
    INSERT INTO sealed_backups (user_id, id, key_id, sealed, chunks, size_bytes)
    SELECT $1, $2, $3, $4, array_agg(id), sum(size_bytes) FROM used
    RETURNING id)sql";

constexpr db::Statement kListBackups = R"sql(
    SELECT jsonb_build_object(
        'key', (SELECT jsonb_build_object('key_id', key_id, 'revision', revision, 'record', record)
                FROM sealed_keys WHERE user_id = (SELECT $1::uuid)),
        'items', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                             'id', id, 'key_id', key_id, 'sealed', sealed, 'size', size_bytes,
                             'chunk_count', cardinality(chunks), 'created_at', created_at)
                         ORDER BY created_at DESC, id DESC), '[]')
                  FROM sealed_backups WHERE user_id = (SELECT $1::uuid)),
        'stored_bytes', (SELECT coalesce(sum(size_bytes), 0) FROM sealed_chunks WHERE user_id = (SELECT $1::uuid)),
        'limit_bytes', (limits_of($1, $2::jsonb) ->> 'backups')::bigint))sql";

constexpr db::Statement kRemoveBackup =
    "DELETE FROM sealed_backups WHERE user_id = $1 AND id = $2 RETURNING chunks";

// A day later, because a client may have counted on them for the backup that it is making.
constexpr db::Statement kReleaseChunks = R"sql(
    UPDATE sealed_chunks SET is_used = false, wanted_at = now()
    WHERE user_id = $1 AND id = ANY ($2::uuid[])
        AND id NOT IN (SELECT unnest(chunks) FROM sealed_backups WHERE user_id = (SELECT $1::uuid)))sql";

constexpr db::Statement kRemoveAllBackups = "DELETE FROM sealed_backups WHERE user_id = $1";
constexpr db::Statement kReleaseAllChunks =
    "UPDATE sealed_chunks SET is_used = false, wanted_at = now() - interval '1 day' WHERE user_id = $1";
constexpr db::Statement kRemoveKey = "DELETE FROM sealed_keys WHERE user_id = $1";

}  // namespace

std::variant<std::int64_t, KeyRefusal> save_key(LibraryWork& work, SealedKey const& key)
{
    auto const known = kFindKey.rows(*work, work.user_id());
    if (!known.empty()) {
        auto const row = known[0];
        auto const revision = row[1].as<std::int64_t>();
        if (row[0].as<std::string>() != key.key_id)
            return KeyRefusal::other_key;
        if (row[2].as<std::string>() == key.record)
            return revision;
        if (revision != key.revision)
            return KeyRefusal::changed;
    } else if (key.revision != 0) {
        return KeyRefusal::changed;
    }
    return kSaveKey.row(*work, work.user_id(), key.key_id, key.record)[0].as<std::int64_t>();
}

std::variant<std::string, MissingChunks, BackupRefusal> add_backup(LibraryWork& work, NewBackup const& backup)
{
    auto const& user_id = work.user_id();
    auto const known = kShowBackup.rows(*work, user_id, backup.id);
    if (!known.empty())
        return known[0][0].as<std::string>();
    auto const key = kFindKey.rows(*work, user_id);
    if (key.empty() || key[0][0].as<std::string>() != backup.key_id)
        return BackupRefusal::no_such_key;
    if (kCountBackups.row(*work, user_id)[0].as<std::size_t>() >= kMaxBackups)
        return BackupRefusal::too_many;
    auto const names = ArrayText(backup.chunks).str();
    auto const unknown = kListUnknown.row(*work, user_id, names);
    if (unknown[0].as<int>() > 0)
        return MissingChunks{unknown[1].as<std::string>()};
    kAddBackup.rows(*work, user_id, backup.id, backup.key_id, backup.sealed, names);
    return kShowBackup.row(*work, user_id, backup.id)[0].as<std::string>();
}

std::string list_backups(pqxx::work& work, quota::Rules const& rules, UserId const& user_id)
{
    return kListBackups.row(work, user_id, rules.limits)[0].as<std::string>();
}

bool remove_backup(LibraryWork& work, std::string const& id)
{
    auto const removed = kRemoveBackup.rows(*work, work.user_id(), id);
    if (removed.empty())
        return false;
    kReleaseChunks.rows(*work, work.user_id(), removed[0][0].as<std::string>());
    return true;
}

void remove_all_backups(LibraryWork& work)
{
    kRemoveAllBackups.rows(*work, work.user_id());
    kReleaseAllChunks.rows(*work, work.user_id());
    kRemoveKey.rows(*work, work.user_id());
}

}  // namespace rmirror::library
