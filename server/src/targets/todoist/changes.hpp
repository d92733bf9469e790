// SPDX-License-Identifier: AGPL-3.0-or-later
// Detects to-dos that users complete or reopen in Todoist.
#pragma once

#include "targets/target.hpp"

#include <boost/json/object.hpp>

#include <optional>

namespace rmirror::targets::todoist {

/// Todoist lists the completed tasks of at most three months at a time.
constexpr long kMaxListedSeconds = 89L * 86'400;

/// Tasks completed since the last poll, then the open ones with our label.
RemoteChanges list_changed_todos(TargetContext& context, PollStart const& from);

/// Target::apply_remote_completion. A recurring task is open again as soon as it is completed, so only its
/// end completes a to-do, and it reopens none.
std::optional<bool> apply_remote_completion(boost::json::object& metadata, boost::json::object const& states);

}  // namespace rmirror::targets::todoist
