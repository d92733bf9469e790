// SPDX-License-Identifier: AGPL-3.0-or-later
// Full scans of a library, beside the change log: for the first sync, a changed choice, the daily check and
// manual requests. A scan goes over the notebooks first, last modified first, then over the records whose
// items are gone.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"
#include "targets/integration.hpp"
#include "targets/target.hpp"

#include <pqxx/transaction>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace rmirror::targets {

enum class Cause {
    first,
    choice,
    check,    // Once a day.
    trigger,  // A user's request.
    removal,  // Removes everything at the service, then the integration.
};

/// The part of the library that a scan covers.
struct Scope {
    std::optional<std::string> item_type = std::nullopt;
    std::optional<std::vector<std::string>> notebook_uuids = std::nullopt;
    std::optional<std::int64_t> max = std::nullopt;  // Maximum number of items to queue.
    std::optional<RunId> run_id = std::nullopt;      // The request that began it.
};

/// Starts a scan and wakes the followers. Any cause but `trigger` replaces the integration's earlier scans
/// that aren't triggers; a `stop` scan is replaced only by `first` and `removal`.
FullScanId begin_full_scan(pqxx::work& work, UserId const& user_id, IntegrationId const& integration_id,
                           Cause cause, Scope const& scope = {});

/// Turns the unfinished `first` and `choice` scans into a `stop` scan: it records what isn't compared yet as
/// skipped, instead of queueing it, and cancels what those scans have queued. This transaction must hold the
/// lock on the integration's row.
void stop_full_scans(pqxx::work& work, Integration const& integration);

/// Whether scan_piece() still has to finish a `stop` scan.
bool is_stopping(pqxx::work& work, Target const& target, UserId const& user_id);

/// Compares the next piece of the integration's oldest scan. Returns true if there is more. The transaction
/// must not have written anything yet, because this may lock the library.
bool scan_piece(pqxx::work& work, Target const& target, UserId const& user_id);

/// Starts a scan for each integration that wasn't compared for a day. Returns their number.
std::size_t begin_daily_checks(pqxx::work& work);

/// Called before the connection of an integration is deleted; the function that it returns, if any, is called
/// once that is committed.
using BeforeRemoval = std::function<std::function<void()>(pqxx::work& work, UserId const& user_id,
                                                          std::string const& target_name)>;

/// Finishes removals: deletes integrations whose items are all removed at the service, or are to stay there,
/// or starts them over at their next destination. Tombstones a bounded number of records per call. Returns
/// the number of integrations.
std::size_t finish_removals(db::Pool& pool, BeforeRemoval const& before_removal = nullptr);

}  // namespace rmirror::targets
