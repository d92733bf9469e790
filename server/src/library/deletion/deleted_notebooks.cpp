// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/deletion/deleted_notebooks.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"

#include <pqxx/result>

namespace rmirror::library {

namespace {

// Latest deletion first, without notebooks that are due to be purged.
//
// States of a notebook's records: one that was ended by a removal has deleted_at = synced_at. One that was
// forgotten with its integration, or with the place it was delivered to, has an earlier synced_at, and its
// content stays at the target. One that is removed with its notebook (`covered`) has the state of the
// notebook's removal. One that was cancelled has no hash.
constexpr db::Statement kListDeleted = R"sql(
    WITH found AS MATERIALIZED (
        SELECT notebook, row_number() OVER (ORDER BY deleted_at DESC, id DESC) AS nth
        FROM notebooks AS notebook
        WHERE user_id = $1 AND deleted_at IS NOT NULL AND NOT is_purged AND document_type <> 'folder'
            AND (deleted_at < now() - days_kept(notebook, $4::int) * interval '1 day') IS NOT TRUE
            AND ($2::uuid IS NULL
                 OR (deleted_at, id) < (SELECT deleted_at, id FROM notebooks WHERE user_id = $1 AND id = $2::uuid))
        ORDER BY deleted_at DESC, id DESC LIMIT $3 + 1),
    known AS MATERIALIZED (
        SELECT nth, record.target_name, record.deleted_at AS ended_at, record.synced_at,
               record.deleted_at IS NULL AND record.status IN ('failed', 'retry') AND is_since AS has_error,
               record.error_class, record.error_message, record.updated_at,
               CASE WHEN is_covered THEN whole.status ELSE record.status END AS status,
               CASE WHEN is_covered THEN whole.content_hash ELSE record.content_hash END AS content_hash,
               CASE WHEN is_covered THEN whole.updated_at >= (notebook).deleted_at ELSE is_since END AS is_of_removal,
               EXISTS (SELECT 1 FROM waiting_items($1, record.target_name) AS queued
                       WHERE queued.item_type = CASE WHEN is_covered THEN 'notebook' ELSE record.item_type END
                           AND queued.item_key = CASE WHEN is_covered THEN whole.item_key ELSE record.item_key END)
                   AS is_queued
        FROM found
        JOIN sync_records AS record ON record.user_id = (SELECT $1::uuid)
            AND record.notebook_uuid = (notebook).notebook_uuid
            AND (record.deleted_at IS NULL OR record.deleted_at >= (notebook).deleted_at)
        CROSS JOIN LATERAL (
            SELECT (record.content_hash = 'covered' AND record.status = 'skipped') IS TRUE AS is_covered,
                   record.updated_at >= (notebook).deleted_at AS is_since) AS state
        LEFT JOIN sync_records AS whole ON is_covered AND whole.user_id = (SELECT $1::uuid)
            AND whole.target_name = record.target_name
            AND whole.item_type = 'notebook' AND whole.item_key = (notebook).id AND whole.deleted_at IS NULL
        WHERE nth <= $3),
    told AS (
        SELECT *, CASE WHEN ended_at = synced_at THEN 'removed'
                       WHEN ended_at IS NOT NULL THEN CASE WHEN synced_at IS NOT NULL THEN 'kept' END
                       WHEN is_queued THEN 'waiting'
                       WHEN status = 'failed' AND is_of_removal THEN 'failed'
                       WHEN status = 'skipped' AND content_hash IS NULL THEN
                           CASE WHEN synced_at IS NOT NULL THEN 'kept' END
                       ELSE 'waiting' END AS standing
        FROM known),
    at_target AS (
        SELECT nth, jsonb_build_object(
                   'target_name', target_name,
                   'removed', count(*) FILTER (WHERE standing = 'removed'),
                   'waiting', count(*) FILTER (WHERE standing = 'waiting'),
                   'failed', count(*) FILTER (WHERE standing = 'failed'),
                   'kept', count(*) FILTER (WHERE standing = 'kept'),
                   'error_class', (array_agg(error_class ORDER BY updated_at DESC) FILTER (WHERE has_error))[1],
                   'error_message',
                   (array_agg(error_message ORDER BY updated_at DESC) FILTER (WHERE has_error))[1]) AS value
        FROM told WHERE standing IS NOT NULL
        GROUP BY nth, target_name)
    SELECT jsonb_build_object(
        'items', coalesce(jsonb_agg(
            notebook_json(notebook) || jsonb_build_object(
                'deleted_at', (notebook).deleted_at,
                'deleted_by', CASE WHEN (notebook).is_deleted_here THEN 'person' ELSE 'device' END,
                'purged_at', (notebook).deleted_at + days_kept(notebook, $4::int) * interval '1 day',
                'pages', (SELECT count(*) FROM pages
                          WHERE user_id = (SELECT $1::uuid) AND notebook_id = (notebook).id
                              AND deleted_at = (notebook).deleted_at),
                'targets', (SELECT coalesce(jsonb_agg(value ORDER BY value ->> 'target_name'), '[]')
                            FROM at_target WHERE at_target.nth = found.nth))
            ORDER BY nth) FILTER (WHERE nth <= $3), '[]'),
        'next', CASE WHEN count(*) > $3 THEN (SELECT (notebook).id FROM found WHERE nth = $3) END)
    FROM found)sql";

}  // namespace

std::string list_deleted(db::Pool& pool, UserId const& user_id, std::int64_t limit,
                         std::optional<std::string> const& after, std::size_t server_days)
{
    return db::as_reader(pool, user_id, [&](pqxx::work& work) {
        return kListDeleted.row(work, user_id, after, limit, server_days)[0].as<std::string>();
    });
}

}  // namespace rmirror::library
