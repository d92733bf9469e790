// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/json_member.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "queue/inspect.hpp"
#include "targets/integrations/settings.hpp"
#include "targets/records.hpp"
#include "targets/values.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <pqxx/result>

#include <algorithm>

namespace rmirror::targets {

namespace {

constexpr db::Statement kShow = R"sql(
    SELECT jsonb_build_object(
               'target_name', target_name, 'is_enabled', is_enabled, 'settings', settings, 'choice', choice, 'rules', rules,
               'templates', templates,
               'state', CASE WHEN removing_at IS NOT NULL THEN 'removing' WHEN NOT is_enabled THEN 'paused'
                             WHEN stopped_at IS NOT NULL THEN 'stopped' ELSE 'active' END,
               'stopped', CASE WHEN stopped_at IS NOT NULL THEN jsonb_build_object(
                   'since', stopped_at, 'error_class', stopped_class, 'error_message', stopped_because) END,
               'second_since', second_since,
               'is_moving', next_settings IS NOT NULL, 'first_synced_at', first_synced_at,
               'last_synced_at', (SELECT max(synced_at) FROM sync_records AS record
                                  WHERE record.user_id = $1 AND record.target_name = $2),
               'created_at', created_at, 'updated_at', updated_at),
           connection_id IS NOT NULL OR key_hash IS NOT NULL,
           (SELECT coalesce(jsonb_object_agg(status, items), '{}')
            FROM (SELECT status, count(*) AS items FROM sync_records AS record
                  WHERE record.user_id = $1 AND record.target_name = $2 AND record.deleted_at IS NULL
                  GROUP BY status) AS counted),
           EXISTS (SELECT 1 FROM sync_passes AS pass
                   WHERE pass.user_id = $1 AND pass.integration_id = integrations.id AND stage <> 'done'
                       AND cause IN ('first', 'choice')),
           backfill_stopped_at IS NOT NULL,
           EXISTS (SELECT 1 FROM sync_passes AS pass
                   WHERE pass.user_id = $1 AND pass.integration_id = integrations.id AND stage <> 'done'
                       AND cause = 'stop'),
           coalesce(verified_address, ''), to_jsonb(second_keys)
    FROM integrations WHERE user_id = $1 AND target_name = $2)sql";

boost::json::object counts_of(std::string const& by_status, std::int64_t waiting)
{
    auto counts = boost::json::parse(by_status).as_object();
    for (auto const status : kRecordStatuses)
        if (!counts.contains({status.data(), status.size()}))
            counts[{status.data(), status.size()}] = 0;
    // Items waiting for a retry are counted by the queue too, so they are subtracted.
    counts["pending"] = std::max<std::int64_t>(waiting - counts["retry"].to_number<std::int64_t>(), 0);
    return counts;
}

}  // namespace

std::optional<boost::json::object> show_integration(pqxx::work& work, Target const& target,
                                                    UserId const& user_id)
{
    std::string const name(target.name);
    // Before the records: an item that a worker takes in between is counted twice then, and not missed.
    auto const waiting = queue::waiting_of(work, user_id, target.name);
    auto const rows = kShow.rows(work, user_id, name);
    if (rows.empty())
        return std::nullopt;
    auto shown = boost::json::parse(rows[0][0].as<std::string>()).as_object();
    boost::json::object secrets;
    for (auto const& field : target.fields)
        if (is_secret(field))
            secrets[{field.key.data(), field.key.size()}] = rows[0][1].as<bool>();
    auto const second_keys = boost::json::parse(rows[0][7].c_str());
    for (auto const& key : second_keys.as_array())
        secrets[key.as_string()] = true;
    shown["secrets"] = std::move(secrets);
    shown["is_verified"] = target.verifies.empty() ||
                           crypto::text_member(shown.at("settings").as_object(),
                                               std::string(target.verifies)) == rows[0][6].as<std::string>();
    // An unfinished scan may still find items.
    bool const is_under_way = waiting.backlog > 0 || rows[0][3].as<bool>();
    bool const is_stopping = rows[0][5].as<bool>();
    bool const runs =
        target.way == DeliveryMode::pushed && shown["state"] != "removing" && is_under_way && !is_stopping;
    shown["backfill"] = runs ? "running" : rows[0][4].as<bool>() ? "stopped" : "none";
    shown["counts"] = counts_of(rows[0][2].as<std::string>(), waiting.items);
    if (auto* const stopped = shown["stopped"].if_object()) {
        auto& try_at = (*stopped)["try_at"];
        if (waiting.held_until)
            try_at = *waiting.held_until;
    }
    return shown;
}

}  // namespace rmirror::targets
