// SPDX-License-Identifier: AGPL-3.0-or-later
// The property values of a todo's row.
#pragma once

#include "targets/notion/todos/todo_source.hpp"
#include "targets/target.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace rmirror::targets::notion {

/// Properties from content and context, except for completion. `link`: the todo's source.
boost::json::object todo_facts(Delivery const& item, std::string const& link);
std::string hash_of_facts(boost::json::object const& facts);

/// Adds the todo's completion to all properties that express it.
void add_completion(boost::json::object& properties, bool is_completed, Workflow const& workflow);
/// The states in a record after that was written.
boost::json::object states_once_written(bool is_completed, Workflow const& workflow);

/// Adds "Synced At" with the current time.
void add_time(boost::json::object& properties);

}  // namespace rmirror::targets::notion
