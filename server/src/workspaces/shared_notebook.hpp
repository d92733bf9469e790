// SPDX-License-Identifier: AGPL-3.0-or-later
// From what a request names to the notebook that it is in, if another person shares that with the caller.
#pragma once

#include "base/ids.hpp"
#include "workspaces/roles.hpp"

#include <pqxx/transaction>

#include <exception>
#include <optional>
#include <string>
#include <vector>

namespace rmirror::workspaces {

struct SharedNotebook {
    UserId member_id;  // The caller.
    UserId
        owner_id;  // The person that it belongs to. The caller, if they named their own notebook by its id.
    NotebookId id;
    std::string notebook_uuid;
    Role role = Role::viewer;  // Of the caller.
};

/// In transactions of the system. `name`: the notebook's id, or its notebook_uuid unless the caller has a
/// notebook with that one.
std::optional<SharedNotebook> find_shared_notebook(pqxx::work& work, UserId const& member_id,
                                                   std::string const& name);

/// The notebook with the page that has this id, or that the to-do, highlight, attachment or upload with this
/// id is on. Not of the caller's own.
std::optional<SharedNotebook> find_notebook_of_part(pqxx::work& work, UserId const& member_id,
                                                    std::string const& part_id);

/// Those of the to-dos that other people share with the caller, by their notebooks.
struct SharedTodos {
    SharedNotebook notebook;
    std::vector<std::string> ids;
};
std::vector<SharedTodos> find_shared_todos(pqxx::work& work, UserId const& member_id,
                                           std::vector<std::string> const& todo_ids);

/// The people of whom the workspace has or had notebooks; nullopt if the caller isn't a member. In
/// transactions of the system.
std::optional<std::vector<UserId>> people_on_shelf(pqxx::work& work, UserId const& member_id,
                                                   std::string const& workspace_id);

/// The caller's role doesn't allow to write, or no longer.
class RoleRefused : public std::exception {
public:
    char const* what() const noexcept override { return "the role in the workspace doesn't allow to write"; }
};

/// In a transaction of the notebook's person. Until it ends, the caller's role stays. Throws RoleRefused.
void expect_writer(pqxx::work& work, SharedNotebook const& notebook);

}  // namespace rmirror::workspaces
