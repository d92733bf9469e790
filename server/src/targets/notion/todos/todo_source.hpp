// SPDX-License-Identifier: AGPL-3.0-or-later
// The database that the user selected for todos: whether it accepts rows, and how it marks todos as done.
#pragma once

#include "targets/notion/client/api.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::notion {

/// The property "Status" or "Workflow", whichever the database has beside Completed; `name` is empty if it
/// has neither.
struct Workflow {
    std::string name = {};
    std::string type = {};               // "status", which accepts only existing options, or "select".
    std::string open = {};               // The option of a todo that isn't done.
    std::vector<std::string> done = {};  // The options of done todos; the server writes the first.

    bool is_done(std::string_view option) const;
};

/// From the `properties` of a data source, or from a record.
Workflow workflow_in(boost::json::object const& properties);
Workflow workflow_of(boost::json::object const& metadata);
boost::json::object json_of(Workflow const& workflow);

/// Reads the database's completion property. A fault of the database stops the integration.
Answered<Workflow> read_todo_source(Api& api, std::string const& id);

}  // namespace rmirror::targets::notion
