// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/reconcile/backfill.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "targets/integration.hpp"
#include "targets/reconcile/full_scan.hpp"

#include <pqxx/result>

namespace rmirror::targets {

namespace {

constexpr db::Statement kIsReady = R"sql(
    SELECT is_enabled AND removing_at IS NULL FROM integrations WHERE user_id = $1 AND id = $2)sql";

constexpr db::Statement kNoteStopped =
    "UPDATE integrations SET backfill_stopped_at = now() WHERE user_id = $1 AND id = $2";

constexpr db::Statement kNoteStarted =
    "UPDATE integrations SET backfill_stopped_at = NULL WHERE user_id = $1 AND id = $2";

/// Locks the integration's row and applies `change` if a backfill is possible.
template <typename Change>
Backfill change(pqxx::work& work, Target const& target, UserId const& user_id, Change const& change)
{
    auto const integration = lock_integration(work, user_id, target.name);
    if (!integration)
        return Backfill::not_set_up;
    if (target.way == DeliveryMode::pulled || !kIsReady.row(work, user_id, integration->id)[0].as<bool>())
        return Backfill::not_possible;
    change(*integration);
    return Backfill::changed;
}

}  // namespace

Backfill stop_backfill(pqxx::work& work, Target const& target, UserId const& user_id)
{
    return change(work, target, user_id, [&](Integration const& integration) {
        kNoteStopped.rows(work, user_id, integration.id);
        stop_full_scans(work, integration);
    });
}

Backfill start_backfill(pqxx::work& work, Target const& target, UserId const& user_id)
{
    return change(work, target, user_id, [&](Integration const& integration) {
        kNoteStarted.rows(work, user_id, integration.id);
        begin_full_scan(work, user_id, integration.id, Cause::first);
    });
}

}  // namespace rmirror::targets
