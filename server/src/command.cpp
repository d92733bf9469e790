// SPDX-License-Identifier: AGPL-3.0-or-later
#include "command.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace rmirror {

namespace {

using Action = Command::Action;

constexpr std::array<std::pair<std::string_view, Action>, 8> kActions = {{
    {"--migrate", Action::migrate},
    {"--invite", Action::invite},
    {"--rotate-keys", Action::rotate_keys},
    {"--block-notion-workspace", Action::block_workspace},
    {"--unblock-notion-workspace", Action::unblock_workspace},
    {"--routes", Action::routes},
    {"--help", Action::help},
    {"--configuration", Action::configuration},
}};

/// The number of arguments that must follow.
std::size_t words_after(Action action)
{
    return action == Action::block_workspace ? 2 : action == Action::unblock_workspace ? 1 : 0;
}

constexpr std::array<std::pair<std::string_view, Role>, 3> kRoles = {{
    {"all", Role::all},
    {"api", Role::api},
    {"worker", Role::worker},
}};

template <typename Table>
auto find(Table const& table, std::string_view name) -> std::optional<decltype(table.front().second)>
{
    for (auto const& [known, value] : table)
        if (known == name)
            return value;
    return std::nullopt;
}

}  // namespace

Result<Command> Command::parse(std::span<char const* const> arguments)
{
    Command command;
    if (arguments.empty())
        return command;
    std::string const first = arguments[0];
    if (auto const action = find(kActions, first)) {
        command.action = *action;
        arguments = arguments.subspan(1);
        auto const words = words_after(*action);
        if (arguments.size() < words)
            return Refusal{first + " must be followed by " +
                           (words == 1 ? "ID." : "ID and REASON, each as one word or in quotes.")};
        command.words.assign(arguments.begin(), arguments.begin() + static_cast<std::ptrdiff_t>(words));
        arguments = arguments.subspan(words);
    } else if (first == "--role") {
        auto const role = arguments.size() > 1 ? find(kRoles, arguments[1]) : std::nullopt;
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
