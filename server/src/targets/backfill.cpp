// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/backfill.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "queue/inspect.hpp"
#include "targets/follow.hpp"
#include "targets/integration.hpp"
#include "targets/passes.hpp"
#include "targets/records.hpp"

#include <pqxx/result>

namespace rmirror::targets {

namespace {

constexpr db::Statement kIsReady = R"sql(
    SELECT is_enabled AND removing_at IS NULL FROM integrations WHERE user_id = $1 AND id = $2)sql";

constexpr db::Statement kNoteStopped =
    "UPDATE integrations SET backfill_stopped_at = now() WHERE user_id = $1 AND id = $2";

constexpr db::Statement kNoteStarted =
    "UPDATE integrations SET backfill_stopped_at = NULL WHERE user_id = $1 AND id = $2";

/// Locks the integration.
template <typename Change>
Backfill change(library::LibraryWork& work, Target const& target, Change const& change)
{
    auto const integration = lock_integration(*work, work.user_id(), target.name);
    if (!integration)
        return Backfill::not_set_up;
    if (target.way == Way::pulled || !kIsReady.row(*work, work.user_id(), integration->id)[0].as<bool>())
        return Backfill::not_possible;
    change(*integration);
    return Backfill::changed;
}

}  // namespace

Backfill stop_backfill(library::LibraryWork& work, Target const& target)
{
    return change(work, target, [&](Integration const& integration) {
        auto const& user_id = work.user_id();
        // While the library is locked nothing changes: all that changed before is queued as a change, and
        // what was not compared yet is left out like what waits.
        while (follow_piece(*work, target, user_id)) {}
        while (walk_piece(*work, target, user_id)) {}
        auto const left_out = queue::cancel_backlog(*work, user_id, target.name);
        Records(*work, user_id, target.name).cancelled(left_out);
        kNoteStopped.rows(*work, user_id, integration.id);
    });
}

Backfill start_backfill(library::LibraryWork& work, Target const& target)
{
    return change(work, target, [&](Integration const& integration) {
        kNoteStarted.rows(*work, work.user_id(), integration.id);
        begin_pass(*work, work.user_id(), integration.id, Cause::first);
    });
}

}  // namespace rmirror::targets
