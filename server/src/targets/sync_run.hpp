// SPDX-License-Identifier: AGPL-3.0-or-later
// A comparison of the library with targets that a request asks for: a pass for each target, which the
// follower walks, and how far they are.
#pragma once

#include "base/ids.hpp"
#include "targets/passes.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <optional>
#include <string>
#include <variant>

namespace rmirror::targets {

enum class NoRun {
    nothing_to_compare,  // No target, or not this one, is set up and enabled.
    too_many,            // As many wait as may.
};

/// Begins a run, or joins one that is to do the same and has not begun. `target_name`: nothing means all
/// targets. `find_target` answers none for a name that no target has.
std::variant<RunId, NoRun> begin_run(pqxx::work& work, UserId const& user_id,
                                     std::optional<std::string> const& target_name, Scope const& scope,
                                     Target const* (*find_target)(std::string_view name));

/// `SyncRun` of the contract; nothing when there is none, or it ended more than an hour ago.
std::optional<boost::json::object> show_run(pqxx::work& work, UserId const& user_id, RunId const& run_id);

/// The same, of no target.
boost::json::object show_empty_run();

}  // namespace rmirror::targets
