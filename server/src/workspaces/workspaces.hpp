// SPDX-License-Identifier: AGPL-3.0-or-later
// Workspaces and their members as the API shows and changes them (docs/decisions/0097). In transactions of
// the system.
#pragma once

#include "base/ids.hpp"
#include "workspaces/roles.hpp"

#include <pqxx/transaction>

#include <optional>
#include <string>
#include <variant>

namespace rmirror::workspaces {

/// JSON as in shared/openapi.yaml.
using Shown = std::variant<std::string, Refusal>;

/// The person's own comes first.
std::string list_workspaces(pqxx::work& work, UserId const& user_id);
Shown show_workspace(pqxx::work& work, UserId const& user_id, std::string const& workspace_id);
Shown create_workspace(pqxx::work& work, UserId const& user_id, std::string const& name);
Shown rename_workspace(pqxx::work& work, UserId const& user_id, std::string const& workspace_id,
                       std::string const& name);
/// Its notebooks go back to the people that they belong to.
std::optional<Refusal> delete_workspace(pqxx::work& work, UserId const& user_id,
                                        std::string const& workspace_id);

Shown list_members(pqxx::work& work, UserId const& user_id, std::string const& workspace_id);
std::optional<Refusal> change_role(pqxx::work& work, UserId const& user_id, std::string const& workspace_id,
                                   UserId const& person_id, Role role);
/// The person becomes an owner, and the caller a member.
std::optional<Refusal> hand_over(pqxx::work& work, UserId const& user_id, std::string const& workspace_id,
                                 UserId const& person_id);
/// By an owner, or by the member themself. Their notebooks leave the workspace with them.
std::optional<Refusal> remove_member(pqxx::work& work, UserId const& user_id, std::string const& workspace_id,
                                     UserId const& person_id);

/// Before the account of a person is deleted. A workspace whose last owner goes is handed over to the member
/// with the highest role, of these to the one who has been a member for longest. One without other members
/// goes.
void leave_all_workspaces(pqxx::work& work, UserId const& user_id);

}  // namespace rmirror::workspaces
