// SPDX-License-Identifier: AGPL-3.0-or-later
// The database that a person chose for their todos: whether it takes rows, and how it tells that one is done.
#pragma once

#include "targets/notion/api.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::notion {

/// Status or Workflow, whichever a database has beside Completed; without a name it has neither.
struct Workflow {
    std::string name = {};
    std::string type = {};               // "status", which takes only options that exist, or "select".
    std::string open = {};               // The option of a todo that is yet to be done.
    std::vector<std::string> done = {};  // Those of one that is done; the first is what we write.

    bool is_done(std::string_view option) const;
};

/// `properties` of a data source, or what records keep of it.
Workflow workflow_in(boost::json::object const& properties);
Workflow workflow_of(boost::json::object const& metadata);
boost::json::object json_of(Workflow const& workflow);

/// A failure that lies at the database stops the integration.
Answered<Workflow> read_todo_source(Api& api, std::string const& id);

}  // namespace rmirror::targets::notion
