// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/preview.hpp"

#include "db/ids.hpp"
#include "targets/integration.hpp"
#include "targets/taken.hpp"
#include "targets/values.hpp"

#include <boost/json/parse.hpp>
#include <pqxx/result>

namespace rmirror::targets {

namespace {

// As queue_differences() of the database compares, over all of a library.
constexpr auto kCompareAll = R"sql(
    WITH stated AS (
        SELECT CASE WHEN $4 THEN $5::jsonb
                    ELSE (SELECT choice FROM integrations WHERE user_id = $1 AND target_name = $6) END AS choice),
    asked AS (
        SELECT array_agg(type) AS types, array_agg(key) AS keys FROM (
            SELECT 'notebook' AS type, id AS key FROM notebooks WHERE user_id = $1 AND document_type <> 'folder'
            UNION ALL SELECT 'notebook_metadata', id FROM notebooks WHERE user_id = $1 AND document_type <> 'folder'
            UNION ALL SELECT 'page_text', id FROM pages WHERE user_id = $1
            UNION ALL SELECT 'todo', id FROM todos WHERE user_id = $1
            UNION ALL SELECT 'highlight', id FROM highlights WHERE user_id = $1
            UNION SELECT item_type, item_key FROM sync_records
            WHERE user_id = $1 AND target_name = $6 AND deleted_at IS NULL) AS any_item
        WHERE type = ANY ($2::text[])),
    item AS MATERIALIZED (
        SELECT item_type, item_key, notebook_id, is_kept, in_flux, content, content_hash(content) AS hash
        FROM stated, asked, items_now($1, stated.choice, $3::text[], asked.types, asked.keys)),
    compared AS (
        SELECT item.item_type AS type, item.content,
               CASE WHEN hash IS NOT NULL AND record.id IS NULL THEN 'create'
                    WHEN hash IS NOT NULL AND record.content_hash = hash THEN 'unchanged'
                    WHEN hash IS NOT NULL THEN 'update'
                    WHEN record.id IS NOT NULL AND record.content_hash IS NOT NULL THEN 'remove' END AS does
        FROM item
        LEFT JOIN LATERAL (
            SELECT id, content_hash FROM sync_records
            WHERE user_id = $1 AND target_name = $6 AND item_type = item.item_type AND item_key = item.item_key
                AND deleted_at IS NULL
            OFFSET 0) AS record ON true)
    SELECT (SELECT coalesce(jsonb_object_agg(type, counted), '{}')
            FROM (SELECT type, jsonb_build_object(
                      'create', count(*) FILTER (WHERE does = 'create'),
                      'update', count(*) FILTER (WHERE does = 'update'),
                      'remove', count(*) FILTER (WHERE does = 'remove'),
                      'unchanged', count(*) FILTER (WHERE does = 'unchanged')) AS counted
                  FROM compared GROUP BY type) AS by_type),
           sample.item_type, sample.item_key, sample.content,
           jsonb_build_object('visible_name', notebook.visible_name, 'full_path', notebook.full_path,
                              'authors', to_jsonb(notebook.authors))
    FROM (SELECT) AS always
    LEFT JOIN LATERAL (
        SELECT item_type, item_key, content, notebook_id FROM item WHERE content IS NOT NULL
        ORDER BY item_type = 'page_text' DESC, item_type, item_key LIMIT 1) AS sample ON true
    LEFT JOIN notebooks AS notebook ON notebook.id = sample.notebook_id)sql";

constexpr auto kFindSettings = "SELECT settings FROM integrations WHERE user_id = $1 AND target_name = $2";

/// As somebody has set the target up, or would usually.
Values values_of(pqxx::work& work, Target const& target, UserId const& user_id)
{
    Integration integration;
    auto const rows = work.exec_params(kFindSettings, user_id, std::string(target.name));
    if (!rows.empty())
        integration.settings = boost::json::parse(rows[0][0].as<std::string>()).as_object();
    return plain_values_of(target, integration);
}

Delivery delivery_of(pqxx::row const& row)
{
    Delivery delivery;
    delivery.type = item_type_of(row[1].as<std::string>()).value();
    delivery.item_key = row[2].as<std::string>();
    delivery.content = boost::json::parse(row[3].as<std::string>()).as_object();
    delivery.context = boost::json::parse(row[4].as<std::string>()).as_object();
    delivery.notebook_uuid = std::string(delivery.content.at("notebook_uuid").as_string());
    if (auto const* const page = delivery.content.if_contains("page_uuid"))
        delivery.page_uuid = std::string(page->as_string());
    return delivery;
}

}  // namespace

boost::json::object preview(pqxx::work& work, Target const& target, UserId const& user_id,
                            std::optional<std::optional<Choice>> const& choice)
{
    auto const given = choice && *choice ? std::optional(json_of(**choice)) : std::nullopt;
    auto const values = values_of(work, target, user_id);
    auto const row = work.exec_params1(kCompareAll, user_id, names_of(taken(target, values)),
                                       names_of(extras_of(target, values)), choice.has_value(), given,
                                       std::string(target.name));
    boost::json::value sample;
    if (target.preview && !row[2].is_null())
        sample = target.preview(delivery_of(row));
    return {{"items", boost::json::parse(row[0].as<std::string>())}, {"sample", std::move(sample)}};
}

}  // namespace rmirror::targets
