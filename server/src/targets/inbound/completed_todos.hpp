// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads todos that users complete on a remote page rather than in a todo database.
#pragma once

#include "targets/integration.hpp"

#include <pqxx/transaction>

#include <cstddef>
#include <string>
#include <vector>

namespace rmirror::targets {

/// A page with open todos, and its remote object.
struct PageWithOpenTodos {
    std::string item_key;
    Remote remote;
};

bool has_open_todos(pqxx::work& work, Integration const& integration);

/// The pages with open todos in these notebooks. Leaves out pages that the server wrote since the last poll
/// if the server's edit was the notebook's last.
std::vector<PageWithOpenTodos> pages_with_open_todos(pqxx::work& work, Integration const& integration,
                                                     std::vector<RemoteNotebook> const& notebooks,
                                                     std::string const& since);

/// What a poll found.
struct AppliedTicks {
    std::size_t ticks = 0;
    /// The server may have been writing to the page: poll again.
    bool is_early = false;
};

/// Applies boxes that differ from their todos: a user ticked or unticked them, provided that the remote page
/// is up to date with the page here. Locks the integration and the library.
AppliedTicks apply_checkbox_ticks(pqxx::work& work, Target const& target, Integration const& integration,
                                  PageWithOpenTodos const& page, std::vector<RemoteCheckbox> const& boxes,
                                  std::string const& began_at);

}  // namespace rmirror::targets
