// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/reconcile/full_scan.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "library/work.hpp"
#include "queue/enqueue.hpp"
#include "queue/inspect.hpp"
#include "targets/integration.hpp"
#include "targets/reconcile/change_feed.hpp"
#include "targets/reconcile/diff.hpp"
#include "targets/reconcile/scan_reader.hpp"
#include "targets/records.hpp"

#include <pqxx/result>

#include <array>

namespace rmirror::targets {

namespace {

/// Items cancelled per statement when a backfill is stopped.
constexpr std::size_t kMaxCancelled = 500;

constexpr db::Statement kReplaceFullScans = R"sql(
    DELETE FROM sync_passes
    WHERE user_id = $1 AND integration_id = $2 AND cause <> 'trigger' AND (cause <> 'stop' OR $3))sql";

constexpr db::Statement kBegin = R"sql(
    WITH begun AS (
        INSERT INTO sync_passes (user_id, integration_id, cause, item_type, notebook_uuids, most, run_id)
        VALUES ($1, $2, $3, $4, $5::uuid[], $6, $7)
        RETURNING id, user_id)
    SELECT id, tell('rmirror_changes', user_id::text) FROM begun)sql";

constexpr db::Statement kFindFullScan = R"sql(
    SELECT id, cause, most - queued, item_type, notebook_uuids, stage, cursor_at, cursor_id, cursor_page
    FROM sync_passes WHERE user_id = $1 AND integration_id = $2 AND stage <> 'done' ORDER BY id LIMIT 1)sql";

constexpr db::Statement kIsStopping = R"sql(
    SELECT EXISTS (SELECT 1 FROM sync_passes AS pass JOIN integrations AS integration
                       ON integration.user_id = pass.user_id AND integration.id = integration_id
                   WHERE pass.user_id = $1 AND target_name = $2 AND cause = 'stop' AND stage <> 'done'))sql";

constexpr db::Statement kStopFullScans = R"sql(
    UPDATE sync_passes SET cause = 'stop'
    WHERE user_id = $1 AND integration_id = $2 AND cause IN ('first', 'choice') AND stage <> 'done')sql";

// There may be nothing left to compare but still items to cancel.
constexpr db::Statement kBeginStop = R"sql(
    INSERT INTO sync_passes (user_id, integration_id, cause, stage)
    SELECT $1, $2, 'stop', 'records'
    WHERE NOT EXISTS (SELECT 1 FROM sync_passes
                      WHERE user_id = $1 AND integration_id = $2 AND cause = 'stop' AND stage <> 'done')
    RETURNING id)sql";

constexpr db::Statement kMove = R"sql(
    UPDATE sync_passes
    SET stage = $3, cursor_at = $4, cursor_id = $5, cursor_page = $6, queued = queued + $7, skipped = skipped + $8
    WHERE user_id = $1 AND id = $2)sql";

constexpr db::Statement kNoteChecked =
    "UPDATE integrations SET checked_at = now() WHERE user_id = $1 AND id = $2";

constexpr db::Statement kForgetFullScan = "DELETE FROM sync_passes WHERE user_id = $1 AND id = $2";

constexpr auto kForgetAnswered =
    "DELETE FROM sync_passes WHERE stage = 'done' AND created_at < now() - interval '1 hour'";

constexpr auto kListUnchecked = R"sql(
    SELECT user_id, id FROM integrations AS integration
    WHERE is_enabled AND removing_at IS NULL AND checked_at < now() - interval '1 day'
        AND NOT EXISTS (SELECT 1 FROM sync_passes AS pass
                        WHERE pass.user_id = integration.user_id AND pass.integration_id = integration.id
                            AND stage <> 'done')
    LIMIT 100)sql";

constexpr auto kListRemoving = R"sql(
    SELECT user_id, target_name FROM integrations AS integration
    WHERE removing_at IS NOT NULL
        AND (keeps_made
             OR (NOT EXISTS (SELECT 1 FROM sync_passes AS pass
                             WHERE pass.user_id = integration.user_id AND pass.integration_id = integration.id
                                 AND stage <> 'done')
                 AND NOT EXISTS (SELECT 1 FROM sync_records AS record
                                 WHERE record.user_id = integration.user_id
                                     AND record.target_name = integration.target_name
                                     AND record.deleted_at IS NULL AND record.status <> 'skipped'))))sql";

/// In the order of Cause.
constexpr std::array<char const*, 5> kCauses = {"first", "choice", "check", "trigger", "removal"};

constexpr char const* kStop = "stop";

struct FullScan {
    FullScanId id;
    std::string cause;
    std::optional<std::int64_t> max;  // Items that may still be queued.
    ScanScope walk;
    Cursor cursor;

    bool is_asked_for() const { return cause == "trigger"; }
    /// Also queues items that failed or were skipped. A first scan has none unless it restarts a stopped
    /// backfill.
    bool brings_all() const { return is_asked_for() || cause == "first"; }
};

std::optional<FullScan> find_full_scan(pqxx::work& work, Integration const& integration)
{
    auto const rows = kFindFullScan.rows(work, integration.user_id, integration.id);
    if (rows.empty())
        return std::nullopt;
    auto const row = rows[0];
    using Text = std::optional<std::string>;
    return FullScan{row[0].as<FullScanId>(),
                    row[1].as<std::string>(),
                    row[2].as<std::optional<std::int64_t>>(),
                    {.target_name = integration.target_name,
                     .item_type = row[3].as<Text>(),
                     .notebook_uuids = row[4].as<Text>()},
                    {row[5].as<std::string>(), row[6].as<std::string>(), row[7].as<std::string>(),
                     row[8].as<std::string>()}};
}

/// A manual scan has a user waiting for it. Other scans run at backlog priority, behind current changes.
DiffRequest diff_request_of(FullScan const& scan, Piece const& piece)
{
    constexpr int kSoon = 2;
    return {.types = piece.types,
            .keys = piece.keys,
            .includes_failed = scan.brings_all(),
            .priority = scan.is_asked_for() ? kSoon : queue::kBacklogPriority,
            .cause = scan.is_asked_for() ? "manual" : "scheduled",
            .scan = scan.id,
            .max = scan.max};
}

void end_full_scan(pqxx::work& work, Integration const& integration, FullScan const& scan)
{
    // The result of a manual scan is read by the request that started it.
    if (!scan.is_asked_for())
        kForgetFullScan.rows(work, integration.user_id, scan.id);
    if (scan.cause != "trigger")
        kNoteChecked.rows(work, integration.user_id, integration.id);
}

/// Returns how many items were cancelled.
std::size_t cancel_backlog(pqxx::work& work, Integration const& integration)
{
    auto const left_out =
        queue::cancel_backlog(work, integration.user_id, integration.target_name, kMaxCancelled);
    Records(work, integration.user_id, integration.target_name).cancelled(left_out);
    return left_out.size();
}

/// Queues the changes so far as changes and cancels what is queued of the backfill. Returns false if there is
/// more of either.
bool is_left_out(pqxx::work& work, Target const& target, Integration const& integration)
{
    return !read_change_feed_piece(work, target, integration.user_id) &&
           cancel_backlog(work, integration) < kMaxCancelled;
}

void compare_piece(pqxx::work& work, Target const& target, Integration const& integration,
                   FullScan const& scan)
{
    auto const piece = read_scan_piece(work, integration.user_id, scan.walk, scan.cursor);
    auto const compared = queue_differences(work, target, integration, diff_request_of(scan, piece));
    // The notebooks stage has already counted the up-to-date items that the records stage compares again.
    auto const skipped = scan.cursor.stage == "notebooks" ? compared.skipped : 0;
    bool const has_all = scan.max && compared.queued >= *scan.max;
    auto const stage = has_all ? std::string("done") : piece.next.stage;
    kMove.rows(work, integration.user_id, scan.id, stage, piece.next.at, piece.next.id, piece.next.page,
               compared.queued, skipped);
    if (stage == "done")
        end_full_scan(work, integration, scan);
}

}  // namespace

FullScanId begin_full_scan(pqxx::work& work, UserId const& user_id, IntegrationId const& integration_id,
                           Cause cause, Scope const& scope)
{
    bool const overtakes_stop = cause == Cause::first || cause == Cause::removal;
    if (cause != Cause::trigger)
        kReplaceFullScans.rows(work, user_id, integration_id, overtakes_stop);
    auto const notebooks =
        scope.notebook_uuids ? std::optional(ArrayText(*scope.notebook_uuids).str()) : std::nullopt;
    return kBegin
        .row(work, user_id, integration_id, std::string(kCauses[static_cast<std::size_t>(cause)]),
             scope.item_type, notebooks, scope.max, scope.run_id)[0]
        .as<FullScanId>();
}

void stop_full_scans(pqxx::work& work, Integration const& integration)
{
    kStopFullScans.rows(work, integration.user_id, integration.id);
    kBeginStop.rows(work, integration.user_id, integration.id);
}

bool is_stopping(pqxx::work& work, Target const& target, UserId const& user_id)
{
    return kIsStopping.row(work, user_id, std::string(target.name))[0].as<bool>();
}

bool scan_piece(pqxx::work& work, Target const& target, UserId const& user_id)
{
    // Nothing changes while the library is locked, so once the change log is followed, everything that isn't
    // compared yet is as it was when the backfill was stopped.
    std::optional<library::LibraryWork> locked;
    if (is_stopping(work, target, user_id))
        locked.emplace(work, user_id);
    auto const integration = lock_integration(work, user_id, target.name);
    if (!integration || !integration->is_enabled)
        return false;
    auto const scan = find_full_scan(work, *integration);
    if (!scan)
        return false;
    bool const is_stop = scan->cause == kStop;
    // The scan was stopped only now, or there is more to cancel first.
    if (is_stop && (!locked || !is_left_out(work, target, *integration)))
        return true;
    compare_piece(work, target, *integration, *scan);
    if (is_stop)
        while (cancel_backlog(work, *integration) == kMaxCancelled) {}
    return true;
}

std::size_t begin_daily_checks(pqxx::work& work)
{
    work.exec0(kForgetAnswered);
    auto const due = work.exec(kListUnchecked);
    for (auto const& row : due)
        begin_full_scan(work, row[0].as<UserId>(), row[1].as<IntegrationId>(), Cause::check);
    return static_cast<std::size_t>(due.size());
}

namespace {

/// Returns what to call once the transaction is committed.
std::function<void()> finish_removal(pqxx::work& work, UserId const& user_id, std::string const& target_name,
                                     BeforeRemoval const& before_removal)
{
    if (auto const integration_id = apply_next_settings(work, user_id, target_name)) {
        begin_full_scan(work, user_id, *integration_id, Cause::first);
        return {};
    }
    if (forget_records(work, user_id, target_name))
        return {};
    auto const integration = lock_integration(work, user_id, target_name);
    bool const has_connection = integration && integration->connection_id;
    auto after = has_connection && before_removal ? before_removal(work, user_id, target_name) : nullptr;
    delete_integration(work, user_id, target_name);
    return after;
}

}  // namespace

std::size_t finish_removals(db::Pool& pool, BeforeRemoval const& before_removal)
{
    auto const due = db::as_system(pool, [](pqxx::work& work) { return work.exec(kListRemoving); });
    for (auto const& row : due) {
        auto const after = db::as_system(pool, [&](pqxx::work& work) {
            return finish_removal(work, row[0].as<UserId>(), row[1].as<std::string>(), before_removal);
        });
        if (after)
            after();
    }
    return static_cast<std::size_t>(due.size());
}

}  // namespace rmirror::targets
