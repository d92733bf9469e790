// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/documents/since.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "input/change_number.hpp"
#include "input/uuid.hpp"

#include <pqxx/result>

#include <algorithm>

namespace rmirror::library {

namespace {

// A change's time is when its transaction began, so those of the last hour may have become visible later.
constexpr db::Statement kCursorAt = R"sql(
    SELECT coalesce((SELECT change FROM pages
                     WHERE user_id = $1 AND updated_at < $2::timestamptz - interval '1 hour'
                     ORDER BY change DESC LIMIT 1), 0))sql";

// A document changes with its text, and with its notebook: its name, its place, whether it is deleted. Reads
// one row more than the limit to know whether there are more. Only a reader that starts at 0 had nothing
// before.
constexpr db::Statement kListSince = R"sql(
    WITH counter AS MATERIALIZED (
        SELECT coalesce(max(last), 0) AS last, coalesce(max(forgotten), 0) AS forgotten,
               CASE WHEN $2::bigint = 0 THEN coalesce(max(forgotten), 0) ELSE $5::bigint END AS without
        FROM change_counters WHERE user_id = $1),
    news AS (
        (SELECT document_change AS change, id FROM pages
         WHERE user_id = $1 AND document_change IS NOT NULL AND (document_change, id) > ($2, $3::uuid)
         ORDER BY document_change, id LIMIT $4 + 1)
        UNION
        (SELECT notebook.items_change, page.id
         FROM notebooks AS notebook
         CROSS JOIN LATERAL (
             SELECT id FROM pages
             WHERE user_id = (SELECT $1::uuid) AND notebook_id = notebook.id AND document_change IS NOT NULL
                 AND (notebook.items_change, id) > ($2, $3::uuid)
             ORDER BY id LIMIT $4 + 1) AS page
         WHERE notebook.user_id = $1 AND notebook.items_change >= $2 AND $2 > 0
         ORDER BY notebook.items_change, page.id LIMIT $4 + 1)),
    numbered AS (
        SELECT change, id, row_number() OVER (ORDER BY change, id) AS nth FROM news ORDER BY nth LIMIT $4 + 1),
    shown AS (
        SELECT nth, numbered.change, numbered.id, document_json(page, notebook) AS document,
               CASE WHEN page.deleted_at IS NOT NULL OR notebook.deleted_at IS NOT NULL THEN 'deleted'
                    WHEN (page.document_created, page.id) > ($2, $3::uuid) THEN 'created'
                    ELSE 'updated' END AS state
        FROM numbered
        JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = numbered.id
        JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
        WHERE nth <= $4)
    SELECT $2 > last OR ($2 > 0 AND forgotten > greatest($2, without)),
           jsonb_build_object(
               'created', (SELECT coalesce(jsonb_agg(document ORDER BY nth), '[]') FROM shown WHERE state = 'created'),
               'updated', (SELECT coalesce(jsonb_agg(document ORDER BY nth), '[]') FROM shown WHERE state = 'updated'),
               'deleted', (SELECT coalesce(jsonb_agg(id ORDER BY nth), '[]') FROM shown WHERE state = 'deleted'),
               'more', (SELECT count(*) > $4 FROM numbered),
               'next', coalesce((SELECT change || '.' || id || '.' || without FROM shown
                                 WHERE (SELECT count(*) > $4 FROM numbered) ORDER BY nth DESC LIMIT 1),
                                last::text))
    FROM counter)sql";

/// Removes and returns what is before the next dot.
std::string_view next_part(std::string_view& text)
{
    auto const end = std::min(text.find('.'), text.size());
    auto const part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

}  // namespace

std::optional<DocumentCursor> DocumentCursor::parse(std::string_view text)
{
    if (text.ends_with('.'))
        return std::nullopt;
    DocumentCursor cursor;
    cursor.change = next_part(text);
    if (!text.empty()) {
        auto id = input::parse_uuid(next_part(text));
        if (!id)
            return std::nullopt;
        cursor.id = std::move(*id);
    }
    if (!text.empty())
        cursor.without = text;
    return input::is_change_number(cursor.change) && input::is_change_number(cursor.without)
               ? std::optional(cursor)
               : std::nullopt;
}

DocumentCursor cursor_at(pqxx::work& work, UserId const& user_id, std::string const& time)
{
    return {.change = kCursorAt.row(work, user_id, time)[0].as<std::string>()};
}

std::optional<std::string> documents_since(pqxx::work& work, UserId const& user_id,
                                           DocumentCursor const& since, std::int64_t limit)
{
    auto const row = kListSince.row(work, user_id, since.change, since.id, limit, since.without);
    return row[0].as<bool>() ? std::nullopt : std::optional(row[1].as<std::string>());
}

}  // namespace rmirror::library
