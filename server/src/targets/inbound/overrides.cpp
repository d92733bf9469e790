// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/inbound/overrides.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "targets/integration.hpp"
#include "targets/reconcile/diff.hpp"

#include <pqxx/result>

namespace rmirror::targets {

namespace {

constexpr db::Statement kFindTarget = R"sql(
    SELECT target_name FROM sync_records WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL)sql";

// 'again' equals no content hash, so the item differs from its record and is queued. A running delivery set
// the hash when it began, so it leaves the request for the next one. Items that are removed with their
// notebook are excluded.
constexpr db::Statement kAsk = R"sql(
    UPDATE sync_records
    SET metadata = metadata || '{"override": true}', content_hash = 'again',
        status = CASE WHEN status = 'success' THEN 'pending' WHEN status IN ('failed', 'skipped') THEN 'retry'
                      ELSE status END
    WHERE user_id = $1 AND id = $2 AND deleted_at IS NULL AND (metadata -> 'kept')::integer > 0
        AND content_hash IS DISTINCT FROM 'covered'
    RETURNING ARRAY [item_type], ARRAY [item_key])sql";

}  // namespace

OverrideResult request_override(pqxx::work& work, UserId const& user_id, std::string const& record_id,
                                Target const* (*find_target)(std::string_view name))
{
    auto const record = kFindTarget.rows(work, user_id, record_id);
    if (record.empty())
        return OverrideResult::not_there;
    auto const* const target = find_target(record[0][0].as<std::string>());
    auto const integration = target ? lock_integration(work, user_id, target->name) : std::nullopt;
    if (!integration)
        return OverrideResult::nothing_kept;
    auto const asked = kAsk.rows(work, user_id, record_id);
    if (asked.empty())
        return OverrideResult::nothing_kept;
    queue_differences(
        work, *target, *integration,
        {.types = asked[0][0].as<std::string>(), .keys = asked[0][1].as<std::string>(), .cause = "manual"});
    return OverrideResult::asked;
}

}  // namespace rmirror::targets
