// SPDX-License-Identifier: AGPL-3.0-or-later
// What a target tells of a look at what people changed at its service.
#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace rmirror::targets {

/// A todo as it stands there: where, and what its service says of whether it is done.
struct SeenTodo {
    std::string item_key = {};
    std::string remote_id = {};
    boost::json::object states = {};
};

/// A notebook in which something was changed.
struct SeenNotebook {
    std::string remote_id = {};
    /// The tablet's, as it is noted there; empty: it isn't.
    std::string notebook_uuid = {};
    /// The last change was ours; others may have been before.
    bool was_last_ours = false;
};

/// Where a look begins.
struct LookFrom {
    std::string since = {};  // By the service's clock; empty: from the beginning.
    std::string next = {};   // Of the piece before, if there was one.
};

/// A checkbox in what stands there of a page.
struct SeenTask {
    std::vector<std::string> texts = {};  // What its todo may be called here.
    bool is_ticked = false;
};

}  // namespace rmirror::targets
