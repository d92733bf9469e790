// SPDX-License-Identifier: AGPL-3.0-or-later
// Manual comparisons of the library with targets: a request starts a scan per target, which the follower
// runs, and can read their progress.
#pragma once

#include "base/ids.hpp"
#include "targets/reconcile/full_scan.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <optional>
#include <string>
#include <variant>

namespace rmirror::targets {

enum class NoRun {
    nothing_to_compare,  // No target, or not this one, is set up and enabled.
    too_many,            // The user's limit of unfinished scans is reached.
};

/// Starts a run, or returns an equal one that hasn't begun; concurrent calls for a user wait for each other.
/// `target_name`: nullopt means all targets. `find_target` returns null for an unknown name.
std::variant<RunId, NoRun> begin_run(pqxx::work& work, UserId const& user_id,
                                     std::optional<std::string> const& target_name, Scope const& scope,
                                     Target const* (*find_target)(std::string_view name));

/// `SyncRun` of openapi.yaml; nullopt if there is none. A finished run is deleted an hour after it began.
std::optional<boost::json::object> show_run(pqxx::work& work, UserId const& user_id, RunId const& run_id);

/// The `SyncRun` of a request without any target to compare.
boost::json::object show_empty_run();

}  // namespace rmirror::targets
