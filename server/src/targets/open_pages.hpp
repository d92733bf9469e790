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
struct OpenPage {
    std::string item_key;
    Remote remote;
};

bool has_open_todos(pqxx::work& work, Integration const& integration);

/// The pages with open todos in these notebooks. Leaves out pages that the server wrote since the last poll
/// if the server's edit was the notebook's last.
std::vector<OpenPage> open_pages(pqxx::work& work, Integration const& integration,
                                 std::vector<SeenNotebook> const& notebooks, std::string const& since);

/// What a poll found.
struct Taken {
    std::size_t ticks = 0;
    /// The server may have been writing to the page: poll again.
    bool is_early = false;
};

/// Applies boxes that differ from their todos: a user ticked or unticked them, provided that the remote page
/// is up to date with the page here. Locks the integration and the library.
Taken take_tasks(pqxx::work& work, Target const& target, Integration const& integration, OpenPage const& page,
                 std::vector<SeenTask> const& seen, std::string const& began_at);

}  // namespace rmirror::targets
