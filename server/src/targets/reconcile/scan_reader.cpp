// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/reconcile/scan_reader.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"

#include <pqxx/result>

namespace rmirror::targets {

namespace {

/// Notebooks per piece. Without this limit every piece would sort the pages of the whole library.
constexpr int kMaxNotebooks = 60;

constexpr char const* kZero = "00000000-0000-0000-0000-000000000000";

// Descending, so that the notebooks modified last come first.
constexpr db::Statement kReadNotebooks = R"sql(
    WITH next AS MATERIALIZED (
        SELECT coalesce(last_modified, '-infinity') AS at, notebook.id
        FROM notebooks AS notebook
        WHERE user_id = $1 AND ($2::uuid[] IS NULL OR notebook_uuid = ANY ($2::uuid[]))
            AND NOT is_gone AND document_type <> 'folder' AND (coalesce(last_modified, '-infinity'), id) <= ($3, $4)
        ORDER BY at DESC, id DESC LIMIT $7),
    place AS (
        SELECT at, next.id AS notebook, coalesce(page.id, '00000000-0000-0000-0000-000000000000') AS page
        FROM next
        LEFT JOIN LATERAL (
            SELECT id FROM pages WHERE user_id = (SELECT $1::uuid) AND notebook_id = next.id
            ORDER BY page_uuid OFFSET 0) AS page ON true),
    piece AS MATERIALIZED (
        SELECT *, row_number() OVER (ORDER BY at DESC, notebook DESC, page DESC) AS nth FROM place
        WHERE (at, notebook, page) < ($3, $4, $5)
        ORDER BY nth LIMIT $6),
    book AS (SELECT DISTINCT notebook AS id FROM piece WHERE NOT $9 OR notebook <> $4),
    item AS (
        SELECT 'notebook' AS type, id AS key FROM book
        UNION SELECT 'notebook_metadata', id FROM book
        UNION SELECT 'page_text', page FROM piece WHERE page <> '00000000-0000-0000-0000-000000000000'
        UNION SELECT 'todo', todo.id FROM piece
            CROSS JOIN LATERAL (
                SELECT id FROM todos WHERE user_id = (SELECT $1::uuid) AND page_id = piece.page
                ORDER BY source, ordinal OFFSET 0) AS todo
        UNION SELECT 'highlight', mark.id FROM piece
            CROSS JOIN LATERAL (
                SELECT id FROM highlights WHERE user_id = (SELECT $1::uuid) AND page_id = piece.page
                ORDER BY ordinal OFFSET 0) AS mark),
    -- None where nothing comes behind it.
    last AS (
        SELECT at, notebook, page FROM piece
        WHERE (SELECT count(*) FROM piece) = $6 OR (SELECT count(*) FROM next) = $7
        ORDER BY nth DESC LIMIT 1)
    SELECT coalesce(array_agg(type), '{}'), coalesce(array_agg(key), '{}'),
           (SELECT at FROM last), (SELECT notebook FROM last), (SELECT page FROM last)
    FROM item WHERE $8::text IS NULL OR type = $8)sql";

// Records of items that the notebooks stage didn't reach.
constexpr db::Statement kReadRecords = R"sql(
    WITH next AS MATERIALIZED (
        SELECT id, item_type, item_key, notebook_uuid FROM sync_records
        WHERE user_id = $1 AND target_name = $3 AND deleted_at IS NULL AND id > $4
            AND ($2::uuid[] IS NULL OR notebook_uuid = ANY ($2::uuid[])) AND ($6::text IS NULL OR item_type = $6)
        ORDER BY id LIMIT $5),
    left_over AS (
        SELECT item_type, item_key, notebook_uuid FROM next
        WHERE NOT EXISTS (SELECT 1 FROM notebooks AS notebook
                          WHERE notebook.user_id = $1 AND notebook.notebook_uuid = next.notebook_uuid
                              AND NOT is_gone AND document_type <> 'folder')
            OR NOT CASE item_type
                       WHEN 'page_text' THEN EXISTS (
                           SELECT 1 FROM pages WHERE user_id = (SELECT $1::uuid) AND id = item_key)
                       WHEN 'todo' THEN EXISTS (SELECT 1 FROM todos WHERE user_id = (SELECT $1::uuid) AND id = item_key)
                       WHEN 'highlight' THEN EXISTS (
                           SELECT 1 FROM highlights WHERE user_id = (SELECT $1::uuid) AND id = item_key)
                       ELSE EXISTS (SELECT 1 FROM notebooks WHERE user_id = (SELECT $1::uuid) AND id = item_key) END)
    SELECT coalesce(array_agg(item_type), '{}'), coalesce(array_agg(item_key), '{}'),
           (SELECT id FROM next ORDER BY id OFFSET $5 - 1)
    FROM (SELECT item_type, item_key FROM left_over
          UNION
          SELECT 'notebook', notebook.id FROM (SELECT DISTINCT notebook_uuid FROM left_over WHERE NOT $7) AS of_piece
          JOIN notebooks AS notebook
              ON notebook.user_id = $1 AND notebook.notebook_uuid = of_piece.notebook_uuid) AS item)sql";

}  // namespace

Piece read_scan_piece(pqxx::work& work, UserId const& user_id, ScanScope const& walk, Cursor const& cursor)
{
    if (cursor.stage == "notebooks") {
        auto const row =
            kReadNotebooks.row(work, user_id, walk.notebook_uuids, cursor.at, cursor.id, cursor.page,
                               walk.max_pages, kMaxNotebooks, walk.item_type, walk.visits_items_once);
        Piece piece{
            row[0].as<std::string>(), row[1].as<std::string>(), {"records", cursor.at, kZero, cursor.page}};
        if (!row[3].is_null())
            piece.next = {"notebooks", row[2].as<std::string>(), row[3].as<std::string>(),
                          row[4].as<std::string>()};
        return piece;
    }
    auto const row = kReadRecords.row(work, user_id, walk.notebook_uuids, walk.target_name, cursor.id,
                                      walk.max_records, walk.item_type, walk.visits_items_once);
    Piece piece{row[0].as<std::string>(), row[1].as<std::string>(), cursor};
    if (row[2].is_null())
        piece.next.stage = "done";
    else
        piece.next.id = row[2].as<std::string>();
    return piece;
}

}  // namespace rmirror::targets
