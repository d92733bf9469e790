// SPDX-License-Identifier: AGPL-3.0-or-later
#include "workspaces/shelf_changes.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "workspaces/shelf.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

#include <algorithm>
#include <iterator>
#include <utility>

namespace rmirror::workspaces {

namespace json = boost::json;

namespace {

// As a person's own changes (library/changes/changes.cpp), of what is in the workspace.
constexpr db::Statement kListShelfChanges = R"sql(
    WITH news AS (
        (SELECT highlight.change, 'highlight' AS kind, highlight.id, coalesce(highlight.deleted_at, page.deleted_at)
                    AS deleted_at, highlight_json(highlight) AS value
         FROM highlights AS highlight
         JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = highlight.page_id
         JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
         WHERE highlight.user_id = $1 AND notebook.workspace_id = $8
             AND (highlight.change, highlight.id) > ($2, read_of_kind('highlight', $3, $4))
         ORDER BY highlight.change, highlight.id LIMIT $5)
        UNION ALL
        (SELECT change, 'notebook', id, deleted_at, notebook_json(notebook)
         FROM notebooks AS notebook
         WHERE user_id = $1 AND workspace_id = $8 AND (change, id) > ($2, read_of_kind('notebook', $3, $4))
         ORDER BY change, id LIMIT $5)
        UNION ALL
        (SELECT change, 'notebook', notebook_id, left_at, shown
         FROM workspace_departures
         WHERE user_id = $1 AND workspace_id = $8 AND (change, notebook_id) > ($2, read_of_kind('notebook', $3, $4))
         ORDER BY change, notebook_id LIMIT $5)
        UNION ALL
        (SELECT page.change, 'page', page.id, page.deleted_at, page_json(page, notebook.notebook_uuid)
         FROM pages AS page
         JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
         WHERE page.user_id = $1 AND notebook.workspace_id = $8
             AND (page.change, page.id) > ($2, read_of_kind('page', $3, $4))
         ORDER BY page.change, page.id LIMIT $5)
        UNION ALL
        (SELECT todo.change, 'todo', todo.id, coalesce(todo.deleted_at, page.deleted_at), todo_json(todo)
         FROM todos AS todo
         JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = todo.page_id
         JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
         WHERE todo.user_id = $1 AND notebook.workspace_id = $8
             AND (todo.change, todo.id) > ($2, read_of_kind('todo', $3, $4))
         ORDER BY todo.change, todo.id LIMIT $5)),
    shown AS (SELECT * FROM news ORDER BY change, kind COLLATE "C", id LIMIT $5),
    counter AS (
        SELECT coalesce(max(last), 0) AS last, coalesce(max(forgotten), 0) AS forgotten
        FROM change_counters WHERE user_id = $1)
    SELECT (SELECT $2 > last
                OR ($2 > 0 AND (forgotten, '~' COLLATE "C") > ($2, $3) AND forgotten > $7::bigint) FROM counter),
           coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'deleted', deleted_at IS NOT NULL, 'value', value)
                              ORDER BY change, kind COLLATE "C", id), '[]'),
           coalesce((array_agg(change || '.' || kind || '.' || id
                               ORDER BY change DESC, kind COLLATE "C" DESC, id DESC))[1]
                        || (SELECT CASE WHEN forgotten >= max(change) THEN '.' || forgotten ELSE '' END
                            FROM counter),
                    $6::text),
           count(*) = $5
    FROM shown)sql";

struct News {
    bool is_lost = false;
    std::string items;
    std::string next;
    bool has_more = false;
};

News news_of(db::Pool& pool, UserId const& member_id, UserId const& person, std::string const& workspace_id,
             library::Cursor const& since, int limit)
{
    return db::as_member(pool, person, member_id, [&](pqxx::work& work) {
        auto const row = kListShelfChanges.row(work, person, since.change, since.kind, since.id, limit,
                                               since.str(), since.without, workspace_id);
        return News{row[0].as<bool>(), row[1].as<std::string>(), row[2].as<std::string>(), row[3].as<bool>()};
    });
}

/// Whoever isn't on the shelf any more took all they had brought, and what says so was forgotten.
bool names_others(ShelfCursor const& cursor, std::vector<UserId> const& people)
{
    auto const& positions = cursor.positions();
    return std::any_of(positions.begin(), positions.end(), [&](auto const& each) {
        return std::find(people.begin(), people.end(), each.first) == people.end();
    });
}

}  // namespace

library::Changes shelf_changes_since(db::Pool& pool, UserId const& member_id, std::string const& workspace_id,
                                     ShelfCursor const& since)
{
    auto const people =
        db::as_system(pool, [&](pqxx::work& work) { return people_on_shelf(work, member_id, workspace_id); });
    if (!people)
        return {.is_empty = false, .answer = {}, .is_of_no_member = true};
    if (names_others(since, *people))
        return {.is_empty = false, .is_lost = true, .answer = {}};
    auto cursor = since;
    json::array items;
    bool has_more = false;
    for (auto const& person : *people) {
        auto const left = library::kMaxChanges - static_cast<int>(items.size());
        auto const news = news_of(pool, member_id, person, workspace_id, since.of(person), left);
        if (news.is_lost)
            return {.is_empty = false, .is_lost = true, .answer = {}};
        auto more = json::parse(news.items);
        std::move(more.as_array().begin(), more.as_array().end(), std::back_inserter(items));
        if (auto position = library::Cursor::parse(news.next))
            cursor.set(person, std::move(*position));
        has_more = news.has_more;
        if (has_more)
            break;
    }
    bool const is_empty = items.empty();
    return {.is_empty = is_empty,
            .answer = json::serialize(
                json::object{{"items", std::move(items)}, {"next", cursor.str()}, {"more", has_more}})};
}

std::vector<UserId> watched_on_shelf(db::Pool& pool, UserId const& member_id, std::string const& workspace_id)
{
    auto people =
        db::as_system(pool, [&](pqxx::work& work) { return people_on_shelf(work, member_id, workspace_id); });
    std::vector<UserId> watched{UserId(workspace_id)};
    if (people)
        std::copy_if(people->begin(), people->end(), std::back_inserter(watched),
                     [&](UserId const& person) { return person != member_id; });
    return watched;
}

}  // namespace rmirror::workspaces
