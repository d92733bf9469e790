// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/obsidian/pull.hpp"

#include "crypto/random_token.hpp"
#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"

#include <boost/json/parse.hpp>
#include <pqxx/result>

namespace rmirror::targets::obsidian {

namespace {

/// Limit for the texts in one response, independent of the request's limit.
constexpr int kMaxBytes = 4'000'000;

constexpr db::Statement kFindKey = R"sql(
    SELECT user_id, is_enabled FROM integrations WHERE key_hash = $1 AND target_name = 'obsidian')sql";

// The cursor is the last notebook that was examined, whether it changed or not.
constexpr db::Statement kListChanges = R"sql(
    WITH integration AS (SELECT choice FROM integrations WHERE user_id = $1 AND target_name = 'obsidian'),
    candidate AS MATERIALIZED (
        SELECT id FROM notebooks
        WHERE user_id = $1 AND document_type <> 'folder' AND NOT is_gone AND ($3::uuid IS NULL OR id > $3)
        ORDER BY id LIMIT $2::integer + 1),
    looked_at AS MATERIALIZED (SELECT id FROM candidate ORDER BY id LIMIT $2::integer),
    item AS MATERIALIZED (
        SELECT item_key AS id, content, content_hash(content) AS hash
        FROM integration,
             items_now($1, choice, '{texts}', array(SELECT 'notebook' FROM looked_at), array(SELECT id FROM looked_at))
        WHERE content IS NOT NULL),
    changed AS (
        SELECT *, sum(octet_length(content::text)) OVER (ORDER BY id) - octet_length(content::text) AS bytes_before
        FROM item
        WHERE NOT EXISTS (
            SELECT 1 FROM sync_records AS record
            WHERE record.user_id = $1 AND record.target_name = 'obsidian' AND record.item_type = 'notebook'
                AND record.item_key = item.id AND record.content_hash = item.hash AND record.deleted_at IS NULL)),
    given AS MATERIALIZED (SELECT * FROM changed WHERE bytes_before < $4::integer),
    last AS (
        SELECT CASE WHEN (SELECT count(*) FROM changed) > (SELECT count(*) FROM given)
                    THEN (SELECT id FROM given ORDER BY id DESC LIMIT 1)
                    ELSE (SELECT id FROM looked_at ORDER BY id DESC LIMIT 1) END AS id),
    ending AS (SELECT last.id, EXISTS (SELECT 1 FROM candidate WHERE candidate.id > last.id) AS has_more FROM last),
    shown AS (
        SELECT given.id, jsonb_build_object(
            'notebook_uuid', notebook.notebook_uuid, 'visible_name', notebook.visible_name,
            'folder_path', left(notebook.full_path,
                                greatest(length(notebook.full_path) - length(notebook.visible_name) - 1, 0)),
            'page_count', jsonb_array_length(content -> 'pages'), 'content_hash', hash,
            'last_modified', notebook.last_modified, 'tags', content -> 'tags',
            'pages', (SELECT coalesce(jsonb_agg(jsonb_build_object(
                                 'page_uuid', page -> 'page_uuid', 'page_number', page -> 'page_number',
                                 'ocr_text', page -> 'text', 'tags', page -> 'tags') ORDER BY nth), '[]')
                      FROM jsonb_array_elements(content -> 'pages') WITH ORDINALITY AS each (page, nth))) AS value
        FROM given JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = given.id),
    -- Whose confirmation gets lost may have it, and is to hear when it goes.
    noted AS (
        INSERT INTO sync_records AS known (user_id, target_name, item_type, item_key, notebook_uuid, status)
        SELECT $1, 'obsidian', 'notebook', notebook.id, notebook.notebook_uuid, 'in_progress'
        FROM given JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = given.id
        ON CONFLICT (user_id, target_name, item_type, item_key) DO UPDATE
        SET status = 'in_progress', deleted_at = NULL, created_at = excluded.created_at
        WHERE known.deleted_at IS NOT NULL),
    gone AS MATERIALIZED (
        SELECT DISTINCT record.notebook_uuid
        FROM sync_records AS record, integration
        WHERE record.user_id = $1 AND record.target_name = 'obsidian' AND record.item_type = 'notebook'
            AND record.deleted_at IS NULL
            AND NOT EXISTS (
                SELECT 1 FROM notebooks AS notebook
                WHERE notebook.user_id = $1 AND notebook.notebook_uuid = record.notebook_uuid
                    AND notebook.document_type <> 'folder' AND NOT notebook.is_gone
                    AND is_chosen(integration.choice, notebook)))
    SELECT jsonb_build_object(
        'notebooks', (SELECT coalesce(jsonb_agg(value ORDER BY id), '[]') FROM shown),
        'deleted_notebook_uuids', (SELECT coalesce(jsonb_agg(notebook_uuid ORDER BY notebook_uuid), '[]') FROM gone),
        'has_more', has_more, 'next_cursor', CASE WHEN has_more THEN ending.id END)
    FROM ending)sql";

// If a notebook is confirmed twice in a request, the last entry counts.
constexpr db::Statement kConfirmWritten = R"sql(
    WITH given AS (
        SELECT DISTINCT ON (notebook_uuid) *
        FROM unnest($2::uuid[], $3::text[], $4::text[])
            WITH ORDINALITY AS given (notebook_uuid, content_hash, file_path, nth)
        ORDER BY notebook_uuid, nth DESC)
    INSERT INTO sync_records AS known (user_id, target_name, item_type, item_key, notebook_uuid, content_hash,
                                       metadata, status, synced_at)
    SELECT $1, 'obsidian', 'notebook', notebook.id, notebook.notebook_uuid, given.content_hash,
           jsonb_build_object('file_path', given.file_path), 'success', now()
    FROM given
    JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.notebook_uuid = given.notebook_uuid
    WHERE notebook.document_type <> 'folder'
    ON CONFLICT (user_id, target_name, item_type, item_key) DO UPDATE
    SET content_hash = excluded.content_hash, metadata = excluded.metadata, status = 'success',
        synced_at = excluded.synced_at, deleted_at = NULL,
        created_at = CASE WHEN known.deleted_at IS NULL THEN known.created_at ELSE excluded.created_at END)sql";

constexpr db::Statement kConfirmDeleted = R"sql(
    UPDATE sync_records
    SET content_hash = NULL, metadata = '{}', status = 'success', synced_at = now(), deleted_at = now()
    WHERE user_id = $1 AND target_name = 'obsidian' AND item_type = 'notebook' AND deleted_at IS NULL
        AND notebook_uuid = ANY ($2::uuid[]))sql";

constexpr db::Statement kShowStatus = R"sql(
    WITH integration AS (
        SELECT choice, is_enabled FROM integrations WHERE user_id = $1 AND target_name = 'obsidian'),
    record AS (
        SELECT item_key, content_hash, synced_at FROM sync_records
        WHERE user_id = $1 AND target_name = 'obsidian' AND item_type = 'notebook' AND deleted_at IS NULL
            AND content_hash IS NOT NULL),
    candidate AS (SELECT id FROM notebooks WHERE user_id = $1 AND document_type <> 'folder' AND NOT is_gone)
    SELECT jsonb_build_object(
        'enabled', coalesce((SELECT is_enabled FROM integration), false),
        'last_sync', (SELECT max(synced_at) FROM record),
        'total_notebooks_synced', (SELECT count(*) FROM record),
        'total_pages_synced', (SELECT count(*) FROM record JOIN pages
                                   ON pages.user_id = (SELECT $1::uuid) AND pages.notebook_id = record.item_key
                               WHERE pages.deleted_at IS NULL),
        'pending_notebooks', (
            SELECT count(*)
            FROM integration,
                 items_now($1, choice, '{texts}', array(SELECT 'notebook' FROM candidate),
                           array(SELECT id FROM candidate)) AS item
            LEFT JOIN record ON record.item_key = item.item_key
            WHERE content IS NOT NULL AND record.content_hash IS DISTINCT FROM content_hash(content))))sql";

}  // namespace

std::optional<KeyOwner> owner_of_key(pqxx::work& work, Secret const& key)
{
    auto const rows = kFindKey.rows(work, crypto::token_hash(key.reveal()));
    if (rows.empty())
        return std::nullopt;
    return KeyOwner{rows[0][0].as<UserId>(), rows[0][1].as<bool>()};
}

std::string changes(pqxx::work& work, UserId const& user_id, std::int64_t limit,
                    std::optional<std::string> const& after)
{
    return kListChanges.row(work, user_id, limit, after, kMaxBytes)[0].as<std::string>();
}

std::size_t confirm(pqxx::work& work, UserId const& user_id, std::vector<Written> const& written,
                    std::vector<std::string> const& deleted)
{
    ArrayText notebooks;
    ArrayText hashes;
    ArrayText paths;
    for (auto const& each : written) {
        notebooks.add(each.notebook_uuid);
        hashes.add(each.content_hash);
        paths.add(each.file_path);
    }
    auto const gone = kConfirmDeleted.rows(work, user_id, ArrayText(deleted).str()).affected_rows();
    return gone +
           kConfirmWritten.rows(work, user_id, notebooks.str(), hashes.str(), paths.str()).affected_rows();
}

boost::json::object status(pqxx::work& work, UserId const& user_id)
{
    return boost::json::parse(kShowStatus.row(work, user_id)[0].c_str()).as_object();
}

}  // namespace rmirror::targets::obsidian
