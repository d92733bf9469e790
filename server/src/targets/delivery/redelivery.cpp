// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/delivery/redelivery.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "targets/integration.hpp"
#include "targets/reconcile/diff.hpp"

#include <pqxx/result>

#include <algorithm>
#include <string>

namespace rmirror::targets {

namespace {

constexpr auto kListDue = R"sql(
    SELECT user_id, target_name FROM sync_records WHERE again_at <= now() GROUP BY user_id, target_name LIMIT 100)sql";

// 'again' equals no content hash, so the item differs from its record and is queued.
constexpr db::Statement kTakeDue = R"sql(
    WITH taken AS (
        UPDATE sync_records SET again_at = NULL, content_hash = 'again'
        WHERE user_id = (SELECT $1::uuid) AND id IN (
            SELECT id FROM sync_records
            WHERE again_at <= now() AND user_id = $1 AND target_name = $2 AND deleted_at IS NULL
            ORDER BY again_at LIMIT 1000)
        RETURNING item_type, item_key)
    SELECT coalesce(array_agg(item_type), '{}'), coalesce(array_agg(item_key), '{}') FROM taken)sql";

constexpr db::Statement kForgetDue = R"sql(
    UPDATE sync_records SET again_at = NULL WHERE again_at <= now() AND user_id = $1 AND target_name = $2)sql";

std::size_t queue_redeliveries(pqxx::work& work, UserId const& user_id, std::string const& name,
                               std::span<Target const* const> targets)
{
    auto const target = std::find_if(targets.begin(), targets.end(),
                                     [&name](Target const* each) { return each->name == name; });
    auto const integration = target == targets.end() ? std::nullopt : lock_integration(work, user_id, name);
    if (!integration) {
        kForgetDue.rows(work, user_id, name);
        return 0;
    }
    auto const due = kTakeDue.row(work, user_id, name);
    auto const compared = queue_differences(work, **target, *integration,
                                            {.types = due[0].as<std::string>(),
                                             .keys = due[1].as<std::string>(),
                                             .priority = queue::kBacklogPriority,
                                             .cause = "scheduled"});
    return static_cast<std::size_t>(compared.queued);
}

}  // namespace

std::size_t queue_due_redeliveries(db::Pool& pool, std::span<Target const* const> targets)
{
    auto const due = db::as_system(pool, [](pqxx::work& work) { return work.exec(kListDue); });
    std::size_t queued = 0;
    for (auto const& row : due)
        queued += db::as_system(pool, [&](pqxx::work& work) {
            return queue_redeliveries(work, row[0].as<UserId>(), row[1].as<std::string>(), targets);
        });
    return queued;
}

}  // namespace rmirror::targets
