// SPDX-License-Identifier: AGPL-3.0-or-later
#include "command.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace rmirror {

namespace {

using Action = Command::Action;

struct ActionRow {
    std::string_view name;
    Action action;
    std::size_t min_words = 0;
    std::size_t max_words = 0;
    std::string_view words = {};  // What must follow the name, for people.
};

constexpr std::array kActions = {
    ActionRow{"--migrate", Action::migrate},
    ActionRow{"--invite", Action::invite},
    ActionRow{"--make-admin", Action::make_admin, 1, 1, "the EMAIL of an account"},
    ActionRow{"--admin-remove", Action::remove_admin, 1, 1, "the EMAIL of an admin"},
    ActionRow{"--admin-people", Action::list_people, 0, 1},
    ActionRow{"--admin-tier", Action::set_tier, 2, 2, "EMAIL and TIER"},
    ActionRow{"--admin-limit", Action::set_limit, 3, 3, "EMAIL, KIND and LIMIT"},
    ActionRow{"--admin-waitlist", Action::list_waiting},
    ActionRow{"--admin-approve", Action::approve_waiting, 1, 1, "EMAIL, or how many of those who wait"},
    ActionRow{"--admin-log", Action::list_acts, 0, 1},
    ActionRow{"--admin-undo", Action::undo_act, 1, 1, "the ID of an act"},
    ActionRow{"--backup", Action::back_up, 0, 1},
    ActionRow{"--backups", Action::list_backups, 0, 1},
    ActionRow{"--restore", Action::restore, 0, 2},
    ActionRow{"--check", Action::check_images},
    ActionRow{"--doctor", Action::examine},
    ActionRow{"--rotate-keys", Action::rotate_keys},
    ActionRow{"--block-notion-workspace", Action::block_workspace, 2, 2,
              "ID and REASON, each as one word or in quotes"},
    ActionRow{"--unblock-notion-workspace", Action::unblock_workspace, 1, 1, "ID"},
    ActionRow{"--routes", Action::routes},
    ActionRow{"--help", Action::help},
    ActionRow{"--version", Action::version},
    ActionRow{"--configuration", Action::configuration},
};

constexpr std::array<std::pair<std::string_view, Role>, 3> kRoles = {{
    {"all", Role::all},
    {"api", Role::api},
    {"worker", Role::worker},
}};

std::optional<Role> find_role(std::string_view name)
{
    for (auto const& [known, role] : kRoles)
        if (known == name)
            return role;
    return std::nullopt;
}

ActionRow const* find_action(std::string_view name)
{
    auto const found =
        std::find_if(kActions.begin(), kActions.end(), [&](auto const& row) { return row.name == name; });
    return found == kActions.end() ? nullptr : &*found;
}

}  // namespace

Result<Command> Command::parse(std::span<char const* const> arguments)
{
    Command command;
    if (!arguments.empty() && arguments[0] == std::string_view("--settings")) {
        if (arguments.size() == 1)
            return Refusal{"--settings must be followed by the name of a file."};
        command.settings_file = arguments[1];
        arguments = arguments.subspan(2);
    }
    if (arguments.empty())
        return command;
    std::string const first = arguments[0];
    if (auto const* const row = find_action(first)) {
        command.action = row->action;
        arguments = arguments.subspan(1);
        while (!arguments.empty() && command.words.size() < row->max_words &&
               !std::string_view(arguments[0]).starts_with("--")) {
            command.words.emplace_back(arguments[0]);
            arguments = arguments.subspan(1);
        }
        if (command.words.size() < row->min_words)
            return Refusal{first + " must be followed by " + std::string(row->words) + "."};
    } else if (first == "--role") {
        auto const role = arguments.size() > 1 ? find_role(arguments[1]) : std::nullopt;
        if (!role)
            return Refusal{"--role must be followed by all, api or worker."};
        command.role = *role;
        arguments = arguments.subspan(2);
    }
    if (arguments.empty())
        return command;
    return Refusal{"rmirror-server doesn't understand \"" + std::string(arguments[0]) + "\"."};
}

}  // namespace rmirror
