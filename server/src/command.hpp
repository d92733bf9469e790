// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses the command line.
#pragma once

#include "base/result.hpp"

#include <span>
#include <string>
#include <vector>

namespace rmirror {

enum class Role {
    all,
    api,     // Serves the dashboard and the API.
    worker,  // Processes the queue; serves only health checks and metrics.
};

struct Command {
    enum class Action {
        serve,
        migrate,
        invite,
        make_admin,
        remove_admin,
        list_people,
        set_tier,
        set_limit,
        list_waiting,
        approve_waiting,
        list_acts,
        undo_act,
        rotate_keys,
        block_workspace,
        unblock_workspace,
        back_up,
        list_backups,
        restore,
        check_images,
        examine,
        routes,
        help,
        version,
        configuration
    };

    std::string settings_file = {};  // Empty: only environment variables.
    Action action = Action::serve;
    Role role = Role::all;
    std::vector<std::string> words = {};  // The arguments of the action; optional ones may be missing.

    /// Refuses unknown arguments.
    static Result<Command> parse(std::span<char const* const> arguments);
};

}  // namespace rmirror
