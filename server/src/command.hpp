// SPDX-License-Identifier: AGPL-3.0-or-later
// The command line: what the program is to do.
#pragma once

#include "base/result.hpp"

#include <span>
#include <string>
#include <vector>

namespace rmirror {

enum class Role {
    all,
    api,     // Serves the dashboard and the API.
    worker,  // Works the queue; serves only what tells whether it is well.
};

struct Command {
    enum class Action {
        serve,
        migrate,
        invite,
        rotate_keys,
        block_workspace,
        unblock_workspace,
        routes,
        help,
        configuration
    };

    Action action = Action::serve;
    Role role = Role::all;
    std::vector<std::string> words = {};  // What follows the action.

    /// Refuses what is not understood.
    static Result<Command> parse(std::span<char const* const> arguments);
};

}  // namespace rmirror
