// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/changes/changes.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "input/change_number.hpp"
#include "input/uuid.hpp"

#include <pqxx/result>

#include <algorithm>
#include <array>

namespace rmirror::library {

namespace {

constexpr std::array<std::string_view, 7> kKinds = {"highlight", "integration", "notebook", "notification",
                                                    "page",      "record",      "todo"};
// A to-do is deleted with its page. A reader that starts at 0 misses none of the rows that were forgotten;
// while it reads changes older than the last forgotten one, its cursor records that.
constexpr db::Statement kListChanges = R"sql(
    WITH news AS (
        (SELECT change, 'highlight' AS kind, id, deleted_at, highlight_json(highlight) AS value
         FROM highlights AS highlight
         WHERE user_id = $1 AND (change, id) > ($2, read_of_kind('highlight', $3, $4))
         ORDER BY change, id LIMIT $5)
        UNION ALL
        (SELECT change, 'integration', id, NULL, jsonb_build_object(
             'id', id, 'target_name', target_name, 'is_enabled', is_enabled, 'created_at', created_at,
             'updated_at', updated_at)
         FROM integrations
         WHERE user_id = $1 AND (change, id) > ($2, read_of_kind('integration', $3, $4))
         ORDER BY change, id LIMIT $5)
        UNION ALL
        (SELECT change, 'integration', id, deleted_at, jsonb_build_object(
             'id', id, 'target_name', target_name, 'is_enabled', false, 'created_at', created_at,
             'updated_at', deleted_at)
         FROM removed_integrations
         WHERE user_id = $1 AND (change, id) > ($2, read_of_kind('integration', $3, $4))
         ORDER BY change, id LIMIT $5)
        UNION ALL
        (SELECT change, 'notebook', id, deleted_at, notebook_json(notebook)
         FROM notebooks AS notebook
         WHERE user_id = $1 AND (change, id) > ($2, read_of_kind('notebook', $3, $4))
         ORDER BY change, id LIMIT $5)
        UNION ALL
        (SELECT change, 'notification', id, NULL, notification_json(notification)
         FROM notifications AS notification
         WHERE user_id = $1 AND (change, id) > ($2, read_of_kind('notification', $3, $4))
         ORDER BY change, id LIMIT $5)
        UNION ALL
        (SELECT page.change, 'page', page.id, page.deleted_at, page_json(page, notebook.notebook_uuid)
         FROM pages AS page
         JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
         WHERE page.user_id = $1 AND (page.change, page.id) > ($2, read_of_kind('page', $3, $4))
         ORDER BY page.change, page.id LIMIT $5)
        UNION ALL
        (SELECT change, 'record', id, deleted_at, record_json(record)
         FROM sync_records AS record
         WHERE user_id = $1 AND (change, id) > ($2, read_of_kind('record', $3, $4))
         ORDER BY change, id LIMIT $5)
        UNION ALL
        (SELECT todo.change, 'todo', todo.id, coalesce(todo.deleted_at, page.deleted_at), todo_json(todo)
         FROM todos AS todo JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = todo.page_id
         WHERE todo.user_id = $1 AND (todo.change, todo.id) > ($2, read_of_kind('todo', $3, $4))
         ORDER BY todo.change, todo.id LIMIT $5)),
    shown AS (SELECT * FROM news ORDER BY change, kind COLLATE "C", id LIMIT $5),
    counter AS (
        SELECT coalesce(max(last), 0) AS last, coalesce(max(forgotten), 0) AS forgotten
        FROM change_counters WHERE user_id = $1)
    SELECT count(*) = 0,
           (SELECT $2 > last
                OR ($2 > 0 AND (forgotten, '~' COLLATE "C") > ($2, $3) AND forgotten > $7::bigint) FROM counter),
           jsonb_build_object(
               'items', coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'deleted', deleted_at IS NOT NULL,
                                                              'value', value)
                                           ORDER BY change, kind COLLATE "C", id), '[]'),
               'next', coalesce((array_agg(change || '.' || kind || '.' || id
                                           ORDER BY change DESC, kind COLLATE "C" DESC, id DESC))[1]
                                    || (SELECT CASE WHEN forgotten >= max(change) THEN '.' || forgotten ELSE '' END
                                        FROM counter),
                                $6::text),
               'more', count(*) = $5)
    FROM shown)sql";

}  // namespace

std::optional<Cursor> Cursor::parse(std::string_view text)
{
    Cursor cursor;
    auto const first = std::min(text.find('.'), text.size());
    cursor.change = text.substr(0, first);
    if (!input::is_change_number(cursor.change))
        return std::nullopt;
    if (first == text.size())
        return cursor;
    auto const second = text.find('.', first + 1);
    if (second == std::string_view::npos)
        return std::nullopt;
    cursor.kind = text.substr(first + 1, second - first - 1);
    auto const third = std::min(text.find('.', second + 1), text.size());
    if (third < text.size())
        cursor.without = text.substr(third + 1);
    if (!input::is_change_number(cursor.without))
        return std::nullopt;
    auto id = input::parse_uuid(text.substr(second + 1, third - second - 1));
    if (!id || std::find(kKinds.begin(), kKinds.end(), cursor.kind) == kKinds.end())
        return std::nullopt;
    cursor.id = std::move(*id);
    return cursor;
}

std::string Cursor::str() const
{
    if (kind == Cursor{}.kind)
        return change;
    return change + "." + kind + "." + id + (without == Cursor{}.without ? "" : "." + without);
}

Changes changes_since(db::Pool& pool, UserId const& user_id, Cursor const& since)
{
    return db::as_reader(pool, user_id, [&](pqxx::work& work) {
        auto const row = kListChanges.row(work, user_id, since.change, since.kind, since.id, kMaxChanges,
                                          since.str(), since.without);
        auto const is_lost = row[1].as<bool>();
        return Changes{row[0].as<bool>() && !is_lost, is_lost, row[2].as<std::string>()};
    });
}

}  // namespace rmirror::library
