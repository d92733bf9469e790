// SPDX-License-Identifier: AGPL-3.0-or-later
// What a target reports about changes that users made at its service.
#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace rmirror::targets {

/// The state of a todo at the service: `states` holds what the service says about its completion.
struct RemoteTodo {
    std::string item_key = {};  // Empty: the service doesn't know it; the record has the same remote id.
    std::string remote_id = {};
    boost::json::object states = {};
};

/// A notebook in which something changed.
struct RemoteNotebook {
    std::string remote_id = {};
    /// As the tablet assigns it, read from the service; empty if it isn't stored there.
    std::string notebook_uuid = {};
    /// The last change was the server's own; earlier ones may not have been.
    bool was_last_ours = false;
};

/// Where a poll starts.
struct PollStart {
    std::string since = {};  // By the service's clock; empty: from the beginning.
    std::string next = {};   // Cursor of the batch before; empty for the first.
};

/// A checkbox on a remote page.
struct RemoteCheckbox {
    std::vector<std::string> texts = {};  // Texts that its todo may have in this library.
    bool is_ticked = false;
};

}  // namespace rmirror::targets
