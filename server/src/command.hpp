// SPDX-License-Identifier: AGPL-3.0-or-later
// The command line: what the program is to do.
#pragma once

#include <optional>
#include <span>
#include <string>

namespace rmirror {

enum class Role {
    all,
    api,     // Serves the dashboard and the API.
    worker,  // Works the queue; serves only what tells whether it is well.
};

struct Command {
    enum class Action { serve, migrate, routes, help, configuration };

    Action action = Action::serve;
    Role role = Role::all;

    /// Nothing, and `why`, for what is not understood.
    static std::optional<Command> parse(std::span<char const* const> arguments, std::string& why);
};

}  // namespace rmirror
