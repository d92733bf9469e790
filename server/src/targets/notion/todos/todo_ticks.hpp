// SPDX-License-Identifier: AGPL-3.0-or-later
// Detects todos that users complete or reopen in their rows in Notion.
#pragma once

#include "targets/notion/todos/todo_source.hpp"
#include "targets/target.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace rmirror::targets::notion {

/// The todo's UUID in its row, if there is one.
std::optional<std::string> todo_in(boost::json::object const& page);

/// A row's states: {"completed": whether the box is ticked, "Status": its option, "Workflow": its option},
/// each only if the row has the property.
boost::json::object states_in(boost::json::object const& page);

/// The states as records store them: {"completed", "workflow"}.
boost::json::object recorded_states(boost::json::object const& states, Workflow const& workflow);

/// Rows of todos edited since the last poll, a hundred per batch.
RemoteChanges list_changed_todos(TargetContext& context, PollStart const& from);

/// Target::apply_remote_completion: the user's change is what differs from the states seen last.
std::optional<bool> apply_remote_completion(boost::json::object& metadata, boost::json::object const& states);

}  // namespace rmirror::targets::notion
