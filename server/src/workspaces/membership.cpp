// SPDX-License-Identifier: AGPL-3.0-or-later
#include "workspaces/membership.hpp"

#include "db/ids.hpp"

#include <boost/json/serialize.hpp>
#include <pqxx/result>

namespace rmirror::workspaces {

namespace {

constexpr auto kFindRole = "SELECT role FROM workspace_members WHERE user_id = $1 AND workspace_id = $2";

// So that notebooks can still be moved into it, which locks its key.
constexpr auto kLockWorkspace = "SELECT 1 FROM workspaces WHERE id = $1 FOR NO KEY UPDATE";

constexpr auto kCount = R"sql(
    SELECT (SELECT count(*) FROM workspace_members WHERE user_id = $1),
           (SELECT count(*) FROM workspace_members WHERE workspace_id = $2))sql";

constexpr auto kAddMember = "INSERT INTO workspace_members (user_id, workspace_id, role) VALUES ($1, $2, $3)";

constexpr auto kNote = R"sql(
    INSERT INTO workspace_audit (workspace_id, action, actor_id, person_id, notebook_id, details)
    VALUES ($1, $2, $3, $4, $5, $6))sql";

constexpr auto kWake = "SELECT tell('rmirror_changes', $1::text || ' access')";

template <typename Row>
std::optional<std::string> if_any(Id<Row> const& id)
{
    return id.empty() ? std::nullopt : std::optional(id.text());
}

}  // namespace

std::optional<Role> find_role(pqxx::work& work, UserId const& user_id, std::string const& workspace_id)
{
    auto const rows = work.exec_params(kFindRole, user_id, workspace_id);
    return rows.empty() ? std::nullopt : std::optional(role_of(rows[0][0].as<std::string>()));
}

std::optional<Refusal> refusal_to(pqxx::work& work, UserId const& user_id, std::string const& workspace_id,
                                  Role least)
{
    if (workspace_id == user_id.text())
        return Refusal::own_workspace;
    auto const role = find_role(work, user_id, workspace_id);
    if (!role)
        return Refusal::no_such_workspace;
    return *role < least ? std::optional(Refusal::role) : std::nullopt;
}

std::optional<Refusal> refusal_to_change(pqxx::work& work, UserId const& user_id,
                                         std::string const& workspace_id, Role least)
{
    work.exec_params(kLockWorkspace, workspace_id);
    return refusal_to(work, user_id, workspace_id, least);
}

std::optional<Refusal> add_member(pqxx::work& work, UserId const& user_id, std::string const& workspace_id,
                                  std::string_view role)
{
    auto const counts = work.exec_params1(kCount, user_id, workspace_id);
    if (counts[0].as<int>() >= kMaxWorkspaces)
        return Refusal::too_many_workspaces;
    if (counts[1].as<int>() >= kMaxMembers)
        return Refusal::too_many_members;
    work.exec_params0(kAddMember, user_id, workspace_id, std::string(role));
    wake(work, user_id);
    return std::nullopt;
}

void note(pqxx::work& work, std::string const& workspace_id, UserId const& actor_id, Event const& event)
{
    work.exec_params0(kNote, workspace_id, std::string(event.action), if_any(actor_id),
                      if_any(event.person_id), if_any(event.notebook_id),
                      boost::json::serialize(event.details));
}

void wake(pqxx::work& work, UserId const& user_id)
{
    work.exec_params(kWake, user_id);
}

}  // namespace rmirror::workspaces
