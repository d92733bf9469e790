// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/reconcile/triggers.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "input/uuid.hpp"
#include "queue/inspect.hpp"

#include <pqxx/result>

#include <vector>

namespace rmirror::targets {

namespace {

/// Maximum unfinished scans of a user's requests.
constexpr std::int64_t kMaxWaiting = 40;

// Serialises a user's requests: of two equal ones, the later one finds the run of the earlier one, and
// together they can't exceed the limit. Locks no rows, because a comparison or delivery holds them for as
// long as a piece takes.
constexpr db::Statement kLockRuns = "SELECT pg_advisory_xact_lock(hashtext('sync run'), hashtext($1))";

constexpr db::Statement kListEnabled = R"sql(
    SELECT id, target_name FROM integrations
    WHERE user_id = $1 AND is_enabled AND removing_at IS NULL AND ($2::text IS NULL OR target_name = $2)
    ORDER BY id)sql";

// A run that hasn't begun compares everything written until now, so a new request can join it.
constexpr db::Statement kFindWaiting = R"sql(
    SELECT run_id FROM sync_passes WHERE user_id = $1 AND run_id IS NOT NULL
    GROUP BY run_id
    HAVING bool_and(stage = 'notebooks' AND cursor_at = 'infinity')
        AND array_agg(integration_id ORDER BY integration_id) = $2::uuid[]
        AND bool_and(item_type IS NOT DISTINCT FROM $3 AND notebook_uuids IS NOT DISTINCT FROM $4::uuid[]
                     AND most IS NOT DISTINCT FROM $5::integer)
    ORDER BY run_id LIMIT 1)sql";

constexpr db::Statement kCountWaiting = R"sql(
    SELECT count(*) FROM sync_passes AS pass
    JOIN integrations AS integration ON integration.user_id = pass.user_id AND integration.id = integration_id
    WHERE pass.user_id = $1 AND run_id IS NOT NULL AND stage <> 'done' AND is_enabled)sql";

// A notebook counts as compared when the cursor is past it.
constexpr db::Statement kShowFullScans = R"sql(
    SELECT count(*), coalesce(bool_and(stage = 'done'), true), coalesce(sum(skipped), 0), coalesce(sum(compared), 0),
           coalesce(sum(notebooks), 0), coalesce(array_agg(pass.id), '{}')
    FROM sync_passes AS pass
    CROSS JOIN LATERAL (
        SELECT count(*) AS notebooks,
               count(*) FILTER (WHERE stage <> 'notebooks'
                                    OR (coalesce(last_modified, '-infinity'), id) > (cursor_at, cursor_id)) AS compared
        FROM notebooks
        WHERE user_id = $1 AND NOT is_gone AND document_type <> 'folder'
            AND (pass.notebook_uuids IS NULL OR notebook_uuid = ANY (pass.notebook_uuids))) AS walked
    WHERE pass.user_id = $1 AND run_id = $2)sql";

boost::json::value text_or_null(std::optional<RunId> const& id)
{
    return id ? boost::json::value(id->text()) : boost::json::value();
}

struct Progress {
    std::optional<RunId> id = std::nullopt;
    std::int64_t targets = 0;
    bool is_compared = true;
    std::int64_t skipped = 0, compared_notebooks = 0, notebooks = 0;
    queue::FullScanCounts items = {};
};

boost::json::object shown(Progress const& run)
{
    char const* const state = !run.is_compared ? "comparing" : run.items.waiting > 0 ? "delivering" : "done";
    return {{"id", text_or_null(run.id)},
            {"state", state},
            {"compared_notebooks", run.compared_notebooks},
            {"notebooks", run.notebooks},
            {"synced_count", run.items.completed},
            {"failed_count", run.items.failed},
            {"skipped_count", run.skipped},
            {"queued_count", run.items.waiting},
            {"targets_processed", run.targets}};
}

}  // namespace

std::variant<RunId, NoRun> begin_run(pqxx::work& work, UserId const& user_id,
                                     std::optional<std::string> const& target_name, Scope const& scope,
                                     Target const* (*find_target)(std::string_view name))
{
    std::vector<IntegrationId> integrations;
    for (auto const& row : kListEnabled.rows(work, user_id, target_name))
        if (auto const* const target = find_target(row[1].as<std::string>());
            target && target->way == DeliveryMode::pushed)
            integrations.push_back(row[0].as<IntegrationId>());
    if (integrations.empty())
        return NoRun::nothing_to_compare;
    kLockRuns.row(work, user_id);
    auto const notebooks =
        scope.notebook_uuids ? std::optional(ArrayText(*scope.notebook_uuids).str()) : std::nullopt;
    auto const waiting = kFindWaiting.rows(work, user_id, ArrayText(integrations).str(), scope.item_type,
                                           notebooks, scope.max);
    if (!waiting.empty())
        return waiting[0][0].as<RunId>();
    auto const scans = static_cast<std::int64_t>(integrations.size());
    if (kCountWaiting.row(work, user_id)[0].as<std::int64_t>() + scans > kMaxWaiting)
        return NoRun::too_many;
    auto of_run = scope;
    of_run.run_id = RunId(input::new_uuid());
    for (auto const& integration : integrations)
        begin_full_scan(work, user_id, integration, Cause::trigger, of_run);
    return *of_run.run_id;
}

std::optional<boost::json::object> show_run(pqxx::work& work, UserId const& user_id, RunId const& run_id)
{
    auto const row = kShowFullScans.row(work, user_id, run_id);
    if (row[0].as<std::int64_t>() == 0)
        return std::nullopt;
    return shown({.id = run_id,
                  .targets = row[0].as<std::int64_t>(),
                  .is_compared = row[1].as<bool>(),
                  .skipped = row[2].as<std::int64_t>(),
                  .compared_notebooks = row[3].as<std::int64_t>(),
                  .notebooks = row[4].as<std::int64_t>(),
                  .items = queue::counts_of_full_scans(work, user_id, row[5].as<std::string>())});
}

boost::json::object show_empty_run()
{
    return shown({});
}

}  // namespace rmirror::targets
