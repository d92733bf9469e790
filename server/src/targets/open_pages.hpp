// SPDX-License-Identifier: AGPL-3.0-or-later
// Todos that people complete where a page stands at a service, rather than in a list of todos.
#pragma once

#include "targets/integration.hpp"

#include <pqxx/transaction>

#include <cstddef>
#include <string>
#include <vector>

namespace rmirror::targets {

/// A page with something to do on it, and what was made of it there.
struct OpenPage {
    std::string item_key;
    Remote remote;
};

bool has_open_todos(pqxx::work& work, Integration const& integration);

/// Of these notebooks. Those that we wrote since the last look are left out where nobody wrote after us.
std::vector<OpenPage> open_pages(pqxx::work& work, Integration const& integration,
                                 std::vector<SeenNotebook> const& notebooks, std::string const& since);

/// What came of a look at something.
struct Taken {
    std::size_t ticks = 0;
    /// We may be writing to it, or have written meanwhile: it has to be looked at again.
    bool is_early = false;
};

/// What is ticked there and isn't done here was ticked by somebody, and the other way round, as long as the
/// page stands there as it is here. The integration and the library are locked by this.
Taken take_tasks(pqxx::work& work, Target const& target, Integration const& integration, OpenPage const& page,
                 std::vector<SeenTask> const& seen, std::string const& began_at);

}  // namespace rmirror::targets
