// SPDX-License-Identifier: AGPL-3.0-or-later
// Todos that people complete or reopen in Notion, told by what stands in their rows.
#pragma once

#include "targets/notion/todo_source.hpp"
#include "targets/target.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace rmirror::targets::notion {

/// The UUID of a todo in its row, if it holds one.
std::optional<std::string> todo_in(boost::json::object const& page);

/// Of a row: {"completed": whether the box is ticked, "Status": its option, "Workflow": its option}, each
/// only where the row has such a property.
boost::json::object states_in(boost::json::object const& page);

/// What records keep of such: {"completed", "workflow"}.
boost::json::object seen_in(boost::json::object const& states, Workflow const& workflow);

/// Rows that were edited since, a hundred at a time.
Looked look_for_ticks(Outside& outside, LookFrom const& from);

/// As the contract of a target has it: somebody's change is what differs from what was seen last.
std::optional<bool> take_tick(boost::json::object& metadata, boost::json::object const& states);

}  // namespace rmirror::targets::notion
