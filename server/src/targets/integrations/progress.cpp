// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/integrations/progress.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "targets/integrations/estimate.hpp"
#include "targets/values.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <pqxx/result>

#include <algorithm>
#include <string>

namespace rmirror::targets {

namespace {

constexpr db::Statement kShowProgress = R"sql(
    WITH waiting AS MATERIALIZED (
        SELECT item_type, item_key, group_key, operation FROM waiting_items($1, $2)),
    ended AS MATERIALIZED (
        SELECT item_type, item_key, status FROM sync_records AS record
        WHERE user_id = $1 AND target_name = $2 AND deleted_at IS NULL AND status IN ('success', 'skipped', 'failed')
            -- What a stopped backfill left out is not there.
            AND (status <> 'skipped'
                 OR NOT EXISTS (SELECT 1 FROM integrations
                                WHERE user_id = $1 AND target_name = $2 AND backfill_stopped_at IS NOT NULL))
            AND NOT EXISTS (SELECT 1 FROM waiting
                            WHERE waiting.item_type = record.item_type AND waiting.item_key = record.item_key)),
    picture AS MATERIALIZED (
        SELECT page.id AS page_id, count(*) AS parts
        FROM pages AS page
        JOIN page_images AS image
            ON image.user_id = (SELECT $1::uuid) AND image.page_id = page.id AND image.ink_hash = page.image_hash
        WHERE page.user_id = $1 GROUP BY page.id),
    counted AS (
        SELECT item_type, count(*) FILTER (WHERE status IN ('success', 'skipped')) AS done,
               count(*) FILTER (WHERE status = 'waiting') AS waiting, count(*) FILTER (WHERE status = 'failed') AS failed
        FROM (SELECT item_type, status FROM ended UNION ALL SELECT item_type, 'waiting' FROM waiting) AS each
        GROUP BY item_type),
    by_notebook AS (
        SELECT coalesce(bool_or(operation = 'create') FILTER (WHERE item_type LIKE 'notebook%'), false) AS is_new,
               count(*) FILTER (WHERE item_type = 'page_text' AND operation = 'create') AS pages,
               coalesce(sum(parts) FILTER (WHERE operation = 'create'), 0) AS pictures,
               count(*) FILTER (WHERE item_type = 'todo' AND operation = 'create') AS todos,
               CASE WHEN bool_or(item_type = 'notebook' AND operation = 'delete') THEN 1
                    ELSE count(*) FILTER (WHERE operation <> 'create') END AS changes
        FROM waiting LEFT JOIN picture ON item_type = 'page_text' AND page_id = item_key
        GROUP BY group_key)
    SELECT settings,
           (SELECT coalesce(jsonb_object_agg(item_type, jsonb_build_object('done', done, 'waiting', waiting, 'failed', failed)),
                            '{}') FROM counted),
           (SELECT coalesce(sum(parts), 0) FROM ended JOIN picture ON page_id = item_key
            WHERE item_type = 'page_text' AND status = 'success'),
           (SELECT coalesce(jsonb_agg(jsonb_build_object(
                       'is_new', is_new, 'pages', pages, 'pictures', pictures, 'todos', todos, 'changes', changes)),
                   '[]') FROM by_notebook)
    FROM integrations WHERE user_id = $1 AND target_name = $2)sql";

bool takes_pictures(Target const& target, std::string const& settings)
{
    Integration integration;
    integration.settings = boost::json::parse(settings).as_object();
    auto const extras = extras_of(target, plain_values_of(target, integration));
    return std::find(extras.begin(), extras.end(), Extra::pictures) != extras.end();
}

}  // namespace

std::optional<boost::json::object> show_progress(pqxx::work& work, Settings const& settings,
                                                 Target const& target, UserId const& user_id)
{
    auto const rows = kShowProgress.rows(work, user_id, std::string(target.name));
    if (rows.empty())
        return std::nullopt;
    auto const row = rows[0];
    auto waiting = amounts_of(boost::json::parse(row[3].as<std::string>()).as_array());
    boost::json::object progress{{"items", boost::json::parse(row[1].as<std::string>())},
                                 {"pictures", nullptr},
                                 {"calls", nullptr},
                                 {"minutes", nullptr}};
    if (takes_pictures(target, row[0].as<std::string>()))
        progress["pictures"] = {{"done", row[2].as<std::int64_t>()},
                                {"waiting", show_sum(waiting).at("pictures")}};
    else
        for (auto& amount : waiting)
            amount.pictures = 0;
    if (target.work) {
        auto const effort = effort_of(*target.work, settings, waiting);
        progress["calls"] = effort.calls;
        progress["minutes"] = effort.minutes;
    }
    return progress;
}

}  // namespace rmirror::targets
