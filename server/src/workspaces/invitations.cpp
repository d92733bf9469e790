// SPDX-License-Identifier: AGPL-3.0-or-later
#include "workspaces/invitations.hpp"

#include "crypto/random_token.hpp"
#include "db/ids.hpp"
#include "workspaces/membership.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

namespace rmirror::workspaces {

namespace json = boost::json;

namespace {

constexpr auto kCountOpen = R"sql(
    SELECT count(*) FROM workspace_invitations
    WHERE workspace_id = $1 AND used_at IS NULL AND expires_at > now())sql";

constexpr auto kAddInvitation = R"sql(
    WITH added AS (
        INSERT INTO workspace_invitations (workspace_id, token_hash, role, invited_by, expires_at)
        VALUES ($1, decode($2, 'hex'), $3, $4, now() + interval '7 days')
        RETURNING id, role, created_at, expires_at)
    SELECT jsonb_build_object('id', id, 'role', role, 'created_at', created_at, 'expires_at', expires_at)
    FROM added)sql";

constexpr auto kForgetOld = R"sql(
    DELETE FROM workspace_invitations WHERE workspace_id = $1 AND expires_at < now() - interval '30 days')sql";

constexpr auto kListOpen = R"sql(
    SELECT jsonb_build_object('items', coalesce(jsonb_agg(jsonb_build_object(
        'id', id, 'role', role, 'created_at', created_at, 'expires_at', expires_at) ORDER BY id DESC), '[]'))
    FROM workspace_invitations WHERE workspace_id = $1 AND used_at IS NULL AND expires_at > now())sql";

constexpr auto kRevoke = R"sql(
    DELETE FROM workspace_invitations WHERE workspace_id = $1 AND id = $2 AND used_at IS NULL)sql";

constexpr auto kFindInvitation = R"sql(
    SELECT id, workspace_id, role, used_at IS NOT NULL AS is_used, coalesce(used_by = $2, false) AS is_used_here,
           expires_at <= now() AS is_over
    FROM workspace_invitations WHERE token_hash = decode($1, 'hex') FOR UPDATE)sql";

constexpr auto kPreview = R"sql(
    SELECT jsonb_build_object(
        'workspace_name', workspace.name, 'role', invitation.role, 'expires_at', invitation.expires_at,
        'invited_by', coalesce(nullif(person.full_name, ''), person.email, ''),
        'is_member', EXISTS (SELECT 1 FROM workspace_members
                             WHERE user_id = $2 AND workspace_id = workspace.id))
    FROM workspace_invitations AS invitation
    JOIN workspaces AS workspace ON workspace.id = invitation.workspace_id
    LEFT JOIN users AS person ON person.id = invitation.invited_by
    WHERE invitation.id = $1)sql";

constexpr auto kUse = "UPDATE workspace_invitations SET used_at = now(), used_by = $2 WHERE id = $1";

std::optional<Refusal> fault_of(pqxx::row const& invitation)
{
    if (invitation["is_used"].as<bool>())
        return Refusal::invitation_used;
    return invitation["is_over"].as<bool>() ? std::optional(Refusal::invitation_expired) : std::nullopt;
}

}  // namespace

Shown invite(pqxx::work& work, UserId const& user_id, std::string const& workspace_id, Role role,
             MailedToken const& mailed_token)
{
    if (auto const refusal = refusal_to_change(work, user_id, workspace_id, Role::owner))
        return *refusal;
    work.exec_params(kForgetOld, workspace_id);
    if (work.exec_params1(kCountOpen, workspace_id)[0].as<int>() >= kMaxInvitations)
        return Refusal::too_many_invitations;
    auto const mailed = mailed_token ? mailed_token() : std::nullopt;
    auto const token = mailed ? *mailed : crypto::random_token();
    auto const added = work.exec_params1(kAddInvitation, workspace_id, crypto::token_hash(token),
                                         std::string(to_string(role)), user_id);
    auto shown = json::parse(added[0].as<std::string>()).as_object();
    shown["token"] = token;
    shown["is_mailed"] = mailed.has_value();
    note(work, workspace_id, user_id, {.action = "invited", .details = {{"role", to_string(role).data()}}});
    return json::serialize(shown);
}

Shown list_invitations(pqxx::work& work, UserId const& user_id, std::string const& workspace_id)
{
    if (auto const refusal = refusal_to(work, user_id, workspace_id, Role::owner))
        return *refusal;
    return work.exec_params1(kListOpen, workspace_id)[0].as<std::string>();
}

std::optional<Refusal> revoke_invitation(pqxx::work& work, UserId const& user_id,
                                         std::string const& workspace_id, std::string const& invitation_id)
{
    if (auto const refusal = refusal_to(work, user_id, workspace_id, Role::owner))
        return refusal;
    if (work.exec_params(kRevoke, workspace_id, invitation_id).affected_rows() == 0)
        return Refusal::no_such_invitation;
    note(work, workspace_id, user_id, {.action = "invitation_revoked"});
    return std::nullopt;
}

Shown preview_invitation(pqxx::work& work, UserId const& user_id, std::string const& token)
{
    auto const found = work.exec_params(kFindInvitation, crypto::token_hash(token), user_id);
    if (found.empty())
        return Refusal::no_such_invitation;
    if (auto const fault = fault_of(found[0]))
        return *fault;
    return work.exec_params1(kPreview, found[0]["id"].as<std::string>(), user_id)[0].as<std::string>();
}

Shown accept_invitation(pqxx::work& work, UserId const& user_id, std::string const& token)
{
    auto const found = work.exec_params(kFindInvitation, crypto::token_hash(token), user_id);
    if (found.empty())
        return Refusal::no_such_invitation;
    auto const invitation = found[0];
    auto const workspace_id = invitation["workspace_id"].as<std::string>();
    bool const is_member = !refusal_to_change(work, user_id, workspace_id, Role::viewer);
    if (is_member && invitation["is_used_here"].as<bool>())
        return show_workspace(work, user_id, workspace_id);
    if (auto const fault = fault_of(invitation))
        return *fault;
    if (is_member)
        return show_workspace(work, user_id, workspace_id);
    auto const role = invitation["role"].as<std::string>();
    if (auto const refusal = add_member(work, user_id, workspace_id, role))
        return *refusal;
    work.exec_params(kUse, invitation["id"].as<std::string>(), user_id);
    note(work, workspace_id, user_id, {.action = "joined", .details = {{"role", role}}});
    return show_workspace(work, user_id, workspace_id);
}

}  // namespace rmirror::workspaces
