// SPDX-License-Identifier: AGPL-3.0-or-later
#include "workspaces/workspace_fixture.hpp"

#include "library/work.hpp"
#include "workspaces/membership.hpp"
#include "workspaces/move.hpp"

#include <stdexcept>

namespace rmirror::test {

namespace json = boost::json;

WorkspaceTest::WorkspaceTest() : ada(user), bob(add_user("bob@example.org")) {}

std::string WorkspaceTest::create(UserId const& owner, std::string const& name)
{
    auto const shown =
        json_of(system([&](pqxx::work& work) { return workspaces::create_workspace(work, owner, name); }));
    return std::string(shown.at("id").as_string());
}

void WorkspaceTest::join(std::string const& workspace, UserId const& person, workspaces::Role role)
{
    system([&](pqxx::work& work) {
        if (workspaces::add_member(work, person, workspace, workspaces::to_string(role)))
            throw std::runtime_error("the person can't join");
    });
}

workspaces::Shown WorkspaceTest::move(UserId const& person, std::size_t notebook,
                                      std::string const& workspace)
{
    return library::write_as_system(pool, person, [&](library::LibraryWork& work) {
        return workspaces::move_notebook(work, uuid_of(notebook),
                                         workspace.empty() ? person.text() : workspace);
    });
}

std::string WorkspaceTest::role_of(std::string const& workspace, UserId const& person)
{
    auto const role =
        system([&](pqxx::work& work) { return workspaces::find_role(work, person, workspace); });
    return role ? std::string(workspaces::to_string(*role)) : "none";
}

std::string WorkspaceTest::id_of_notebook(UserId const& person, std::size_t notebook)
{
    return value("SELECT id FROM notebooks WHERE user_id = '" + person.text() + "' AND notebook_uuid = '" +
                 uuid_of(notebook) + "'");
}

json::value json_of(workspaces::Shown const& shown)
{
    if (std::holds_alternative<workspaces::Refusal>(shown))
        throw std::runtime_error("it was refused");
    return json::parse(std::get<std::string>(shown));
}

workspaces::Refusal refusal_of(workspaces::Shown const& shown)
{
    return std::get<workspaces::Refusal>(shown);
}

}  // namespace rmirror::test
