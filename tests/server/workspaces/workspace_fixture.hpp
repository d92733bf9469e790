// SPDX-License-Identifier: AGPL-3.0-or-later
// Ada, who has a library, Bob, and workspaces that they share.
#pragma once

#include "library/library.hpp"
#include "workspaces/workspaces.hpp"

#include <boost/json.hpp>

#include <cstddef>
#include <string>
#include <variant>

namespace rmirror::test {

class WorkspaceTest : public LibraryTest {
protected:
    WorkspaceTest();

    /// Runs `change(work)` as the system.
    template <typename Function>
    auto system(Function change)
    {
        return db::as_system(pool, change);
    }

    /// The id of a new workspace.
    std::string create(UserId const& owner, std::string const& name = "Lab");
    void join(std::string const& workspace, UserId const& person, workspaces::Role role);
    /// The number of the notebook is that of its uuid; an empty workspace stands for the person's own.
    workspaces::Shown move(UserId const& person, std::size_t notebook, std::string const& workspace);
    std::string role_of(std::string const& workspace, UserId const& person);
    std::string id_of_notebook(UserId const& person, std::size_t notebook);

    UserId ada;
    UserId bob;
};

boost::json::value json_of(workspaces::Shown const& shown);
workspaces::Refusal refusal_of(workspaces::Shown const& shown);

}  // namespace rmirror::test
