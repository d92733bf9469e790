// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/preview.hpp"

#include "db/ids.hpp"
#include "targets/estimate.hpp"
#include "targets/integration.hpp"
#include "targets/taken.hpp"
#include "targets/values.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <pqxx/result>

#include <utility>

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
        SELECT item.item_type AS type, item.content, item.notebook_id,
               CASE WHEN hash IS NOT NULL AND record.id IS NULL THEN 'create'
                    WHEN hash IS NOT NULL AND record.content_hash = hash THEN 'unchanged'
                    WHEN hash IS NOT NULL THEN 'update'
                    WHEN record.id IS NOT NULL AND record.content_hash IS NOT NULL THEN 'remove' END AS does
        FROM item
        LEFT JOIN LATERAL (
            SELECT id, content_hash FROM sync_records
            WHERE user_id = $1 AND target_name = $6 AND item_type = item.item_type AND item_key = item.item_key
                AND deleted_at IS NULL
            OFFSET 0) AS record ON true),
    -- What lies in a notebook goes with it, by as few calls.
    by_notebook AS (
        SELECT notebook_id, coalesce(bool_or(does = 'create') FILTER (WHERE type LIKE 'notebook%'), false) AS is_new,
               count(*) FILTER (WHERE type = 'page_text' AND does = 'create') AS pages,
               coalesce(sum(jsonb_array_length(content -> 'pictures'))
                        FILTER (WHERE type = 'page_text' AND does = 'create'), 0) AS pictures,
               count(*) FILTER (WHERE type = 'todo' AND does = 'create') AS todos,
               CASE WHEN bool_or(type = 'notebook' AND does = 'remove') THEN 1
                    ELSE count(*) FILTER (WHERE does IN ('update', 'remove')) END AS changes
        FROM compared WHERE does <> 'unchanged' GROUP BY notebook_id)
    SELECT (SELECT coalesce(jsonb_object_agg(type, counted), '{}')
            FROM (SELECT type, jsonb_build_object(
                      'create', count(*) FILTER (WHERE does = 'create'),
                      'update', count(*) FILTER (WHERE does = 'update'),
                      'remove', count(*) FILTER (WHERE does = 'remove'),
                      'unchanged', count(*) FILTER (WHERE does = 'unchanged')) AS counted
                  FROM compared GROUP BY type) AS by_type),
           sample.item_type, sample.item_key, sample.content,
           jsonb_build_object('visible_name', notebook.visible_name, 'full_path', notebook.full_path,
                              'authors', to_jsonb(notebook.authors)),
           (SELECT coalesce(jsonb_agg(jsonb_build_object(
                       'is_new', is_new, 'pages', pages, 'pictures', pictures, 'todos', todos, 'changes', changes)),
                   '[]') FROM by_notebook),
           (SELECT coalesce(jsonb_agg(visible_name ORDER BY last_modified DESC NULLS LAST, visible_name), '[]')
            FROM (SELECT visible_name, last_modified FROM by_notebook JOIN notebooks ON id = notebook_id WHERE is_new
                  ORDER BY last_modified DESC NULLS LAST, visible_name LIMIT $7) AS first)
    FROM (SELECT) AS always
    LEFT JOIN LATERAL (
        SELECT item_type, item_key, content, notebook_id FROM item WHERE content IS NOT NULL
        ORDER BY item_type = 'page_text' DESC, item_type, item_key LIMIT 1) AS sample ON true
    LEFT JOIN notebooks AS notebook ON notebook.id = sample.notebook_id)sql";

/// Of the notebooks that are new there.
constexpr int kMostNames = 10;

constexpr auto kFindSettings = "SELECT settings FROM integrations WHERE user_id = $1 AND target_name = $2";

/// As somebody sets the target up, has set it up, or would usually.
Values values_of(pqxx::work& work, Target const& target, UserId const& user_id, GivenValues const& given)
{
    Integration integration;
    for (auto const& [key, value] : given)
        integration.settings[key] = value;
    if (!given.empty())
        return plain_values_of(target, integration);
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

/// `Estimate` of the contract; null for a target that has none.
boost::json::value estimate_of(Target const& target, Settings const& settings, pqxx::row const& row)
{
    if (!target.work)
        return nullptr;
    auto const notebooks = amounts_of(boost::json::parse(row[5].as<std::string>()).as_array());
    auto const effort = effort_of(*target.work, settings, notebooks);
    auto estimate = show_sum(notebooks);
    estimate["names"] = boost::json::parse(row[6].as<std::string>());
    estimate["calls"] = effort.calls;
    estimate["minutes"] = effort.minutes;
    return estimate;
}

}  // namespace

boost::json::object preview(pqxx::work& work, Settings const& settings, Target const& target,
                            UserId const& user_id, Setup const& setup)
{
    auto const& choice = setup.choice;
    auto const given = choice && *choice ? std::optional(json_of(**choice)) : std::nullopt;
    auto const values = values_of(work, target, user_id, setup.values);
    auto const row = work.exec_params1(kCompareAll, user_id, names_of(taken(target, values)),
                                       names_of(extras_of(target, values)), choice.has_value(), given,
                                       std::string(target.name), kMostNames);
    boost::json::value sample;
    if (target.preview && !row[2].is_null())
        sample = target.preview(delivery_of(row));
    return {{"items", boost::json::parse(row[0].as<std::string>())},
            {"sample", std::move(sample)},
            {"estimate", estimate_of(target, settings, row)}};
}

}  // namespace rmirror::targets
