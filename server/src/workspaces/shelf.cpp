// SPDX-License-Identifier: AGPL-3.0-or-later
#include "workspaces/shelf.hpp"

#include "db/array_text.hpp"
#include "db/citus.hpp"
#include "db/ids.hpp"
#include "workspaces/shelf_cursor.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

#include <algorithm>
#include <iterator>
#include <utility>

namespace rmirror::workspaces {

namespace json = boost::json;

namespace {

// One statement reads one snapshot, as the person's own tree does (library/tree.cpp).
constexpr auto kReadShelf = R"sql(
    SELECT coalesce((SELECT last FROM change_counters WHERE user_id = $1), 0),
           coalesce(json_agg(
               notebook_json(notebook) || jsonb_build_object(
                   'sync_progress', progress_json(array(
                       SELECT ocr_status FROM pages
                       WHERE pages.user_id = (SELECT $1::uuid) AND notebook_id = notebook.id AND deleted_at IS NULL)),
                   'page_tags', page_tags.tags)
               ORDER BY lower(visible_name), id), '[]')
    FROM notebooks AS notebook
    CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_agg(tag), '[]') AS tags
        FROM (SELECT DISTINCT tag FROM pages, unnest(pages.tags) AS tag
              WHERE pages.user_id = (SELECT $1::uuid) AND notebook_id = notebook.id AND deleted_at IS NULL
                  AND pages.tags <> '{}'
              ORDER BY tag LIMIT 200) AS first_tags) AS page_tags
    WHERE user_id = $1 AND workspace_id = $2 AND deleted_at IS NULL)sql";

constexpr auto kReadCovers = R"sql(
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'notebook_id', notebook.id, 'notebook_uuid', notebook.notebook_uuid, 'page', cover.page)), '[]')
    FROM notebooks AS notebook
    LEFT JOIN LATERAL (
        SELECT page_json(first, notebook.notebook_uuid) || page_images_json(first) AS page
        FROM pages AS first
        WHERE first.user_id = (SELECT $1::uuid) AND first.notebook_id = notebook.id AND first.deleted_at IS NULL
            AND (first.image_hash IS NOT NULL OR first.display_hash IS NOT NULL)
        ORDER BY page_number LIMIT 1) AS cover ON true
    WHERE notebook.user_id = $1 AND notebook.workspace_id = $2 AND notebook.id = ANY ($3::uuid[])
        AND notebook.deleted_at IS NULL)sql";

std::string name_of(json::value const& notebook)
{
    std::string name(notebook.at("visible_name").as_string());
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char letter) { return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter; });
    return name;
}

json::array joined(std::vector<std::string> const& lists)
{
    json::array all;
    for (auto const& list : lists) {
        auto items = json::parse(list);
        std::move(items.as_array().begin(), items.as_array().end(), std::back_inserter(all));
    }
    return all;
}

}  // namespace

std::optional<std::string> read_shelf(db::Pool& pool, UserId const& member_id,
                                      std::string const& workspace_id)
{
    ShelfCursor cursor;
    auto const lists =
        read_people(pool, member_id, workspace_id, [&](pqxx::work& work, UserId const& person) {
            auto const row = work.exec_params1(db::routable(kReadShelf), person, workspace_id);
            cursor.set(person, {.change = row[0].as<std::string>()});
            return row[1].as<std::string>();
        });
    if (!lists)
        return std::nullopt;
    auto items = joined(*lists);
    std::stable_sort(items.begin(), items.end(), [](json::value const& left, json::value const& right) {
        return name_of(left) < name_of(right);
    });
    return json::serialize(json::object{{"cursor", cursor.str()}, {"items", std::move(items)}});
}

std::optional<std::string> read_covers(db::Pool& pool, UserId const& member_id,
                                       std::string const& workspace_id,
                                       std::vector<NotebookId> const& notebooks)
{
    ArrayText const named(notebooks);
    auto const lists =
        read_people(pool, member_id, workspace_id, [&](pqxx::work& work, UserId const& person) {
            return work.exec_params1(db::routable(kReadCovers), person, workspace_id, named.str())[0]
                .as<std::string>();
        });
    if (!lists)
        return std::nullopt;
    return json::serialize(json::object{{"items", joined(*lists)}});
}

}  // namespace rmirror::workspaces
