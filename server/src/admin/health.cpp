// SPDX-License-Identifier: AGPL-3.0-or-later
#include "admin/health.hpp"

#include "queue/counts.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

namespace rmirror::admin {

namespace json = boost::json;

namespace {

constexpr auto kCountDeferred =
    "SELECT count(*) FROM pages WHERE ocr_status = 'pending_quota' AND deleted_at IS NULL";

constexpr auto kCountIntegrations = R"sql(
    SELECT target_name,
           CASE WHEN removing_at IS NOT NULL THEN 'removing' WHEN NOT is_enabled THEN 'paused'
                WHEN stopped_at IS NOT NULL THEN coalesce(stopped_class, 'unknown_error')
                ELSE 'running' END AS state, count(*)
    FROM integrations GROUP BY target_name, state ORDER BY target_name, state)sql";

constexpr auto kShowReading = R"sql(
    SELECT jsonb_build_object('has_reader', coalesce(max(has_reader::int), 0) = 1,
                              'paused_because', max(paused_because), 'reported_at', max(said_at))
    FROM reading_state)sql";

json::array queue_items(pqxx::work& work)
{
    json::array items;
    for (auto const& count : queue::counts(work))
        items.push_back({{"target_name", count.target_name},
                         {"item_type", count.item_type},
                         {"status", count.status},
                         {"items", count.items}});
    return items;
}

json::array queue_reasons(pqxx::work& work)
{
    json::array reasons;
    for (auto const& each : queue::waiting_for(work))
        reasons.push_back(
            {{"target_name", each.target_name}, {"reason", each.reason}, {"items", each.items}});
    return reasons;
}

json::array integrations(pqxx::work& work)
{
    json::array states;
    for (auto const& row : work.exec(kCountIntegrations))
        states.push_back({{"target_name", row[0].c_str()},
                          {"state", row[1].c_str()},
                          {"integrations", row[2].as<std::int64_t>()}});
    return states;
}

}  // namespace

json::object shared_health(pqxx::work& work)
{
    return {
        {"queue",
         {{"items", queue_items(work)},
          {"waiting_for", queue_reasons(work)},
          {"oldest_due_seconds", queue::oldest_due_seconds(work)}}},
        {"transcription", json::parse(work.exec1(kShowReading)[0].c_str())},
        {"pages_without_quota", work.exec1(kCountDeferred)[0].as<std::int64_t>()},
        {"integrations", integrations(work)},
    };
}

}  // namespace rmirror::admin
