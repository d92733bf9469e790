// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is a member of a workspace, and what is noted of its changes. All of it runs in transactions of the
// system (db::as_system()), because a member's row alone doesn't show the workspace.
#pragma once

#include "base/ids.hpp"
#include "workspaces/roles.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace rmirror::workspaces {

/// The caller's role; nullopt if they aren't a member.
std::optional<Role> find_role(pqxx::work& work, UserId const& user_id, std::string const& workspace_id);

/// Why the caller may not do what needs the role `least`; nullopt if they may.
std::optional<Refusal> refusal_to(pqxx::work& work, UserId const& user_id, std::string const& workspace_id,
                                  Role least);

/// The same, after locking the workspace: its members stay as they are until the transaction ends.
std::optional<Refusal> refusal_to_change(pqxx::work& work, UserId const& user_id,
                                         std::string const& workspace_id, Role least);

/// Adds a member to a workspace that is locked.
std::optional<Refusal> add_member(pqxx::work& work, UserId const& user_id, std::string const& workspace_id,
                                  std::string_view role);

/// What happened, for the audit log. `person_id`: whom it concerns, if not the actor; empty: nobody else.
struct Event {
    std::string_view action;
    UserId person_id = {};
    NotebookId notebook_id = {};
    boost::json::object details = {};
};
void note(pqxx::work& work, std::string const& workspace_id, UserId const& actor_id, Event const& event);

/// Answers the person's clients that wait for changes, once the transaction commits.
void wake(pqxx::work& work, UserId const& user_id);

}  // namespace rmirror::workspaces
