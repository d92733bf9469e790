// SPDX-License-Identifier: AGPL-3.0-or-later
#include "workspaces/workspaces.hpp"

#include "db/ids.hpp"
#include "workspaces/membership.hpp"

#include <pqxx/result>

#include <vector>

namespace rmirror::workspaces {

namespace {

constexpr auto kOwn = R"sql(
    SELECT jsonb_build_object('id', $1::uuid, 'name', '', 'is_own', true, 'role', 'owner', 'members', 1,
                              'created_at', NULL))sql";

constexpr auto kListWorkspaces = R"sql(
    SELECT jsonb_build_object('items', jsonb_build_array($2::jsonb) || coalesce(
        jsonb_agg(workspace_json(workspace, role) ORDER BY joined_at, workspace.id), '[]'))
    FROM workspace_members AS membership JOIN workspaces AS workspace ON workspace.id = membership.workspace_id
    WHERE membership.user_id = $1)sql";

constexpr auto kShowWorkspace = R"sql(
    SELECT workspace_json(workspace, role)
    FROM workspace_members AS membership JOIN workspaces AS workspace ON workspace.id = membership.workspace_id
    WHERE membership.user_id = $1 AND membership.workspace_id = $2)sql";

constexpr auto kCreateWorkspace = "INSERT INTO workspaces (name) VALUES ($1) RETURNING id";
constexpr auto kRename = "UPDATE workspaces SET name = $2 WHERE id = $1";
constexpr auto kDeleteWorkspace = "DELETE FROM workspaces WHERE id = $1";

constexpr auto kListMembers = R"sql(
    WITH counted AS MATERIALIZED (
        SELECT user_id, count(*) AS notebooks FROM notebooks
        WHERE workspace_id = $1 AND deleted_at IS NULL GROUP BY user_id)
    SELECT jsonb_build_object('items', jsonb_agg(jsonb_build_object(
        'user_id', membership.user_id, 'full_name', person.full_name, 'email', person.email, 'role', role,
        'is_you', membership.user_id = $2, 'notebooks', coalesce(counted.notebooks, 0), 'joined_at', joined_at)
        ORDER BY role = 'owner' DESC, joined_at, membership.user_id))
    FROM workspace_members AS membership
    JOIN users AS person ON person.id = membership.user_id
    LEFT JOIN counted ON counted.user_id = membership.user_id
    WHERE membership.workspace_id = $1)sql";

constexpr auto kSetRole = "UPDATE workspace_members SET role = $3 WHERE user_id = $1 AND workspace_id = $2";
constexpr auto kRemove = "DELETE FROM workspace_members WHERE user_id = $1 AND workspace_id = $2";
constexpr auto kRemoveAll = "DELETE FROM workspace_members WHERE workspace_id = $1";
constexpr auto kListPeople = "SELECT user_id FROM workspace_members WHERE workspace_id = $1 ORDER BY user_id";
constexpr auto kOtherOwners = R"sql(
    SELECT count(*) FROM workspace_members WHERE workspace_id = $2 AND role = 'owner' AND user_id <> $1)sql";

constexpr auto kLockLibrary = "SELECT lock_library($1)";

constexpr auto kTakeBack = R"sql(
    SELECT move_notebooks($1, array(SELECT id FROM notebooks WHERE user_id = $1 AND workspace_id = $2), NULL))sql";

// A reader that had not come as far begins again, because its cursor names a person who isn't on the shelf
// any more.
constexpr auto kForgetDepartures = R"sql(
    DELETE FROM workspace_departures WHERE workspace_id = $1 AND left_at < now() - interval '90 days'
        AND user_id NOT IN (SELECT user_id FROM workspace_members WHERE workspace_id = $1)
        AND user_id NOT IN (SELECT user_id FROM notebooks WHERE workspace_id = $1))sql";

constexpr auto kListMemberships = "SELECT workspace_id FROM workspace_members WHERE user_id = $1";

constexpr auto kNextOwner = R"sql(
    SELECT user_id FROM workspace_members WHERE workspace_id = $2 AND user_id <> $1
    ORDER BY role = 'member' DESC, joined_at, user_id LIMIT 1)sql";

std::string own_workspace(pqxx::work& work, UserId const& user_id)
{
    return work.exec_params1(kOwn, user_id)[0].as<std::string>();
}

std::string shown_to(pqxx::work& work, UserId const& user_id, std::string const& workspace_id)
{
    return work.exec_params1(kShowWorkspace, user_id, workspace_id)[0].as<std::string>();
}

bool has_other_owner(pqxx::work& work, UserId const& user_id, std::string const& workspace_id)
{
    return work.exec_params1(kOtherOwners, user_id, workspace_id)[0].as<int>() > 0;
}

/// The membership ends first, so that nothing is moved in after the notebooks were taken out.
void take_back_notebooks(pqxx::work& work, UserId const& person_id, std::string const& workspace_id)
{
    work.exec_params(kLockLibrary, person_id);
    work.exec_params(kTakeBack, person_id, workspace_id);
}

void end_membership(pqxx::work& work, UserId const& person_id, std::string const& workspace_id)
{
    work.exec_params(kRemove, person_id, workspace_id);
    take_back_notebooks(work, person_id, workspace_id);
    work.exec_params(kForgetDepartures, workspace_id);
    wake(work, person_id);
}

void remove_workspace(pqxx::work& work, std::string const& workspace_id)
{
    std::vector<UserId> people;
    for (auto const& row : work.exec_params(kListPeople, workspace_id))
        people.push_back(row[0].as<UserId>());
    work.exec_params(kRemoveAll, workspace_id);
    for (auto const& person : people) {
        take_back_notebooks(work, person, workspace_id);
        wake(work, person);
    }
    work.exec_params(kDeleteWorkspace, workspace_id);
}

}  // namespace

std::string list_workspaces(pqxx::work& work, UserId const& user_id)
{
    return work.exec_params1(kListWorkspaces, user_id, own_workspace(work, user_id))[0].as<std::string>();
}

Shown show_workspace(pqxx::work& work, UserId const& user_id, std::string const& workspace_id)
{
    if (workspace_id == user_id.text())
        return own_workspace(work, user_id);
    auto const rows = work.exec_params(kShowWorkspace, user_id, workspace_id);
    return rows.empty() ? Shown(Refusal::no_such_workspace) : Shown(rows[0][0].as<std::string>());
}

Shown create_workspace(pqxx::work& work, UserId const& user_id, std::string const& name)
{
    auto const id = work.exec_params1(kCreateWorkspace, name)[0].as<std::string>();
    if (auto const refusal = add_member(work, user_id, id, "owner")) {
        work.exec_params(kDeleteWorkspace, id);
        return *refusal;
    }
    note(work, id, user_id, {.action = "created", .details = {{"name", name}}});
    return shown_to(work, user_id, id);
}

Shown rename_workspace(pqxx::work& work, UserId const& user_id, std::string const& workspace_id,
                       std::string const& name)
{
    if (auto const refusal = refusal_to_change(work, user_id, workspace_id, Role::owner))
        return *refusal;
    work.exec_params(kRename, workspace_id, name);
    note(work, workspace_id, user_id, {.action = "renamed", .details = {{"name", name}}});
    return shown_to(work, user_id, workspace_id);
}

std::optional<Refusal> delete_workspace(pqxx::work& work, UserId const& user_id,
                                        std::string const& workspace_id)
{
    if (auto const refusal = refusal_to_change(work, user_id, workspace_id, Role::owner))
        return refusal;
    remove_workspace(work, workspace_id);
    return std::nullopt;
}

Shown list_members(pqxx::work& work, UserId const& user_id, std::string const& workspace_id)
{
    if (auto const refusal = refusal_to(work, user_id, workspace_id, Role::viewer))
        return *refusal;
    return work.exec_params1(kListMembers, workspace_id, user_id)[0].as<std::string>();
}

std::optional<Refusal> change_role(pqxx::work& work, UserId const& user_id, std::string const& workspace_id,
                                   UserId const& person_id, Role role)
{
    if (auto const refusal = refusal_to_change(work, user_id, workspace_id, Role::owner))
        return refusal;
    auto const before = find_role(work, person_id, workspace_id);
    if (!before)
        return Refusal::no_such_member;
    if (*before == role)
        return std::nullopt;
    if (*before == Role::owner && !has_other_owner(work, person_id, workspace_id))
        return Refusal::last_owner;
    work.exec_params(kSetRole, person_id, workspace_id, std::string(to_string(role)));
    note(work, workspace_id, user_id,
         {.action = "role_changed", .person_id = person_id, .details = {{"role", to_string(role).data()}}});
    wake(work, person_id);
    return std::nullopt;
}

std::optional<Refusal> hand_over(pqxx::work& work, UserId const& user_id, std::string const& workspace_id,
                                 UserId const& person_id)
{
    if (auto const refusal = refusal_to_change(work, user_id, workspace_id, Role::owner))
        return refusal;
    if (!find_role(work, person_id, workspace_id))
        return Refusal::no_such_member;
    if (person_id == user_id)
        return std::nullopt;
    work.exec_params(kSetRole, person_id, workspace_id, "owner");
    work.exec_params(kSetRole, user_id, workspace_id, "member");
    note(work, workspace_id, user_id, {.action = "handed_over", .person_id = person_id});
    wake(work, person_id);
    return std::nullopt;
}

std::optional<Refusal> remove_member(pqxx::work& work, UserId const& user_id, std::string const& workspace_id,
                                     UserId const& person_id)
{
    bool const leaves = person_id == user_id;
    if (auto const refusal =
            refusal_to_change(work, user_id, workspace_id, leaves ? Role::viewer : Role::owner))
        return refusal;
    auto const role = find_role(work, person_id, workspace_id);
    if (!role)
        return Refusal::no_such_member;
    if (*role == Role::owner && !has_other_owner(work, person_id, workspace_id))
        return Refusal::last_owner;
    end_membership(work, person_id, workspace_id);
    note(work, workspace_id, user_id,
         leaves ? Event{.action = "left"} : Event{.action = "removed", .person_id = person_id});
    return std::nullopt;
}

void leave_all_workspaces(pqxx::work& work, UserId const& user_id)
{
    for (auto const& row : work.exec_params(kListMemberships, user_id)) {
        auto const workspace_id = row[0].as<std::string>();
        if (refusal_to_change(work, user_id, workspace_id, Role::viewer))
            continue;
        auto const next = work.exec_params(kNextOwner, user_id, workspace_id);
        if (next.empty()) {
            remove_workspace(work, workspace_id);
            continue;
        }
        if (!has_other_owner(work, user_id, workspace_id)) {
            auto const owner = next[0][0].as<UserId>();
            work.exec_params(kSetRole, owner, workspace_id, "owner");
            note(work, workspace_id, user_id, {.action = "handed_over", .person_id = owner});
            wake(work, owner);
        }
        end_membership(work, user_id, workspace_id);
        note(work, workspace_id, user_id, {.action = "left"});
    }
}

}  // namespace rmirror::workspaces
