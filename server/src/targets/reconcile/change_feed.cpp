// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/reconcile/change_feed.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "targets/integration.hpp"
#include "targets/reconcile/diff.hpp"

#include <pqxx/result>

namespace rmirror::targets {

namespace {

/// Change log rows per comparison, which take some 50 ms.
constexpr int kPiece = 1000;
/// Renamed or moved notebooks per piece whose pages are all expanded.
constexpr int kNotebooks = 50;
constexpr int kPriority = 3;

constexpr db::Statement kListBehind = R"sql(
    SELECT integration.user_id, integration.target_name
    FROM integrations AS integration
    LEFT JOIN change_counters AS counter ON counter.user_id = integration.user_id
    WHERE ($1::uuid IS NULL OR integration.user_id = $1) AND integration.is_enabled
        AND (coalesce(counter.last, 0) > integration.cursor_change
             OR EXISTS (SELECT 1 FROM sync_passes AS pass
                        WHERE pass.user_id = integration.user_id AND pass.integration_id = integration.id
                           AND pass.stage <> 'done')))sql";

constexpr db::Statement kReadCursor = R"sql(
    SELECT cursor_change, cursor_kind, cursor_id, cursor_page FROM integrations WHERE user_id = $1 AND id = $2)sql";

// Reads changes in the order of change number, kind and id. `items` rows are the pages of a notebook that was
// renamed or moved. Only the next $7 such notebooks are expanded, since otherwise each piece would sort the
// pages of all pending ones; changes beyond them wait for the next piece. A changed page compares everything
// on it, which was deleted or restored with the page, and its notebook, because of the page order. A changed
// todo or highlight also compares its page, which may show it.
constexpr db::Statement kReadLog = R"sql(
    WITH renamed AS MATERIALIZED (
        SELECT items_change, id FROM notebooks
        WHERE user_id = $1 AND (items_change, id) >= ($2, read_of_kind('items', $3, $4))
        ORDER BY items_change, id LIMIT $7),
    horizon AS (
        SELECT items_change, id FROM renamed
        WHERE (SELECT count(*) FROM renamed) = $7 ORDER BY items_change DESC, id DESC LIMIT 1),
    news AS (
        (SELECT change, 'highlight' COLLATE "C" AS kind, id, $5::uuid AS page, NULL::uuid AS notebook FROM highlights
         WHERE user_id = $1 AND (change, id) > ($2, read_of_kind('highlight', $3, $4))
         ORDER BY change, id LIMIT $6)
        UNION ALL
        (SELECT items_change, 'items', notebook.id, page.id, NULL
         FROM renamed AS notebook
         CROSS JOIN LATERAL (
             SELECT id FROM pages WHERE user_id = (SELECT $1::uuid) AND notebook_id = notebook.id
             ORDER BY page_uuid OFFSET 0) AS page
         WHERE (items_change, 'items' COLLATE "C", notebook.id, page.id) > ($2, $3, $4, $5)
         ORDER BY items_change, notebook.id, page.id LIMIT $6)
        UNION ALL
        (SELECT change, 'notebook', id, $5, NULL FROM notebooks
         WHERE user_id = $1 AND (change, id) > ($2, read_of_kind('notebook', $3, $4))
         ORDER BY change, id LIMIT $6)
        UNION ALL
        (SELECT change, 'page', id, id, notebook_id FROM pages
         WHERE user_id = $1 AND (change, id) > ($2, read_of_kind('page', $3, $4))
         ORDER BY change, id LIMIT $6)
        UNION ALL
        (SELECT change, 'todo', id, $5, NULL FROM todos
         WHERE user_id = $1 AND (change, id) > ($2, read_of_kind('todo', $3, $4))
         ORDER BY change, id LIMIT $6)),
    piece AS MATERIALIZED (
        SELECT news.*, row_number() OVER (ORDER BY change, kind, news.id, page) AS nth
        FROM news LEFT JOIN horizon ON true
        WHERE horizon.id IS NULL OR (change, kind, news.id) <= (horizon.items_change, 'items' COLLATE "C", horizon.id)
        ORDER BY change, kind, news.id, page LIMIT $6),
    on_page AS (SELECT DISTINCT page AS id FROM piece WHERE kind IN ('items', 'page')),
    item AS (
        SELECT kind AS type, id AS key FROM piece WHERE kind IN ('highlight', 'notebook', 'todo')
        UNION SELECT 'notebook_metadata', id FROM piece WHERE kind = 'notebook'
        UNION SELECT 'notebook', notebook FROM piece WHERE kind = 'page'
        UNION SELECT 'page_text', id FROM on_page
        UNION SELECT 'page_text', mark.page_id FROM piece
            CROSS JOIN LATERAL (
                SELECT page_id FROM highlights WHERE user_id = (SELECT $1::uuid) AND id = piece.id OFFSET 0) AS mark
            WHERE kind = 'highlight'
        UNION SELECT 'page_text', todo.page_id FROM piece
            CROSS JOIN LATERAL (
                SELECT page_id FROM todos WHERE user_id = (SELECT $1::uuid) AND id = piece.id OFFSET 0) AS todo
            WHERE kind = 'todo'
        UNION SELECT 'todo', todo.id FROM on_page
            CROSS JOIN LATERAL (
                SELECT id FROM todos WHERE user_id = (SELECT $1::uuid) AND page_id = on_page.id
                ORDER BY source, ordinal OFFSET 0) AS todo
        UNION SELECT 'highlight', mark.id FROM on_page
            CROSS JOIN LATERAL (
                SELECT id FROM highlights WHERE user_id = (SELECT $1::uuid) AND page_id = on_page.id
                ORDER BY ordinal OFFSET 0) AS mark),
    -- Where the next piece begins; none where there is no more.
    reached AS (
        SELECT change, kind, id, page FROM piece WHERE nth = $6
        UNION ALL
        SELECT items_change, 'items', id, 'ffffffff-ffff-ffff-ffff-ffffffffffff' FROM horizon
        WHERE NOT EXISTS (SELECT 1 FROM piece WHERE nth = $6))
    SELECT (SELECT coalesce(array_agg(type), '{}') FROM item), (SELECT coalesce(array_agg(key), '{}') FROM item),
           reached.change IS NOT NULL, coalesce(reached.change, greatest(counter.last, $2)), coalesce(reached.kind, '~'),
           coalesce(reached.id, '00000000-0000-0000-0000-000000000000'),
           coalesce(reached.page, '00000000-0000-0000-0000-000000000000')
    FROM (SELECT) AS once
    LEFT JOIN reached ON true
    LEFT JOIN change_counters AS counter ON counter.user_id = $1)sql";

constexpr db::Statement kMoveCursor = R"sql(
    UPDATE integrations SET cursor_change = $3, cursor_kind = $4, cursor_id = $5, cursor_page = $6
    WHERE user_id = $1 AND id = $2)sql";

}  // namespace

std::set<IntegrationKey> integrations_behind(pqxx::work& work, std::optional<UserId> const& user_id)
{
    std::set<IntegrationKey> behind;
    for (auto const& row : kListBehind.rows(work, user_id))
        behind.insert({row[0].as<UserId>(), row[1].as<std::string>()});
    return behind;
}

bool read_change_feed_piece(pqxx::work& work, Target const& target, UserId const& user_id)
{
    auto const integration = lock_integration(work, user_id, target.name);
    if (!integration || !integration->is_enabled)
        return false;
    auto const cursor = kReadCursor.row(work, user_id, integration->id);
    auto const piece =
        kReadLog.row(work, user_id, cursor[0].as<std::int64_t>(), cursor[1].as<std::string>(),
                     cursor[2].as<std::string>(), cursor[3].as<std::string>(), kPiece, kNotebooks);
    queue_differences(work, target, *integration,
                      {.types = piece[0].as<std::string>(),
                       .keys = piece[1].as<std::string>(),
                       .priority = kPriority,
                       .cause = "file_watcher"});
    kMoveCursor.rows(work, user_id, integration->id, piece[3].as<std::int64_t>(), piece[4].as<std::string>(),
                     piece[5].as<std::string>(), piece[6].as<std::string>());
    return piece[2].as<bool>();
}

}  // namespace rmirror::targets
