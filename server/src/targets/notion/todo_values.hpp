// SPDX-License-Identifier: AGPL-3.0-or-later
// What the row of a todo says of it.
#pragma once

#include "targets/notion/todo_source.hpp"
#include "targets/target.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace rmirror::targets::notion {

/// Of its content and context, but not whether it is done. `link`: where it comes from.
boost::json::object todo_facts(Delivery const& item, std::string const& link);
std::string hash_of_facts(boost::json::object const& facts);

/// Whether it is done, in all properties that say so.
void add_completion(boost::json::object& properties, bool is_completed, Workflow const& workflow);
/// The same as records keep it once it is written.
boost::json::object seen_once_written(bool is_completed, Workflow const& workflow);

/// "Synced At", as everything else that is written says it.
void add_time(boost::json::object& properties);

}  // namespace rmirror::targets::notion
