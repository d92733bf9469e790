// SPDX-License-Identifier: AGPL-3.0-or-later
#include "admin/invitations.hpp"

#include "auth/invitations.hpp"
#include "db/array_text.hpp"
#include "db/first_column.hpp"
#include "db/ids.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

namespace rmirror::admin {

namespace {

constexpr auto kListInvitations = R"sql(
    WITH found AS (
        SELECT invitation.*, waiting.email, row_number() OVER (ORDER BY invitation.id DESC) AS nth
        FROM (SELECT id, created_at, expires_at, used_at, revoked_at FROM invitations) AS invitation
        LEFT JOIN waitlist AS waiting ON waiting.invitation_id = invitation.id
        WHERE $1::uuid IS NULL OR invitation.id < $1::uuid
        ORDER BY invitation.id DESC LIMIT $2 + 1)
    SELECT jsonb_build_object(
        'items', coalesce(jsonb_agg(jsonb_build_object(
                     'id', id, 'created_at', created_at, 'expires_at', expires_at, 'used_at', used_at,
                     'email', email,
                     'state', CASE WHEN used_at IS NOT NULL THEN 'used' WHEN revoked_at IS NOT NULL THEN 'revoked'
                                   WHEN expires_at <= now() THEN 'expired' ELSE 'open' END)
                     ORDER BY nth) FILTER (WHERE nth <= $2), '[]'),
        'next', CASE WHEN count(*) > $2 THEN (SELECT id FROM found WHERE nth = $2) END)
    FROM found)sql";

constexpr auto kFindInvitation = R"sql(
    SELECT used_at IS NOT NULL, revoked_at IS NOT NULL OR expires_at <= now()
    FROM invitations WHERE id = $1)sql";

constexpr auto kSetRevoked = R"sql(
    UPDATE invitations SET revoked_at = (SELECT CASE WHEN $2 THEN now() END)
    WHERE id = $1 AND used_at IS NULL AND (revoked_at IS NOT NULL) <> $2)sql";

// `waiting` also if the last invitation can't be used any more.
constexpr auto kListWaiting = R"sql(
    WITH listed AS (
        SELECT waiting.id, waiting.email, waiting.created_at, invitation.created_at AS invited_at,
               CASE WHEN invitation.used_at IS NULL AND invitation.revoked_at IS NULL
                         AND invitation.expires_at > now() THEN 'invited' ELSE 'waiting' END AS state
        FROM waitlist AS waiting LEFT JOIN invitations AS invitation ON invitation.id = waiting.invitation_id),
    found AS (
        SELECT listed.*, row_number() OVER (ORDER BY id) AS nth FROM listed
        WHERE ($1::uuid IS NULL OR id > $1::uuid) AND ($3::text IS NULL OR state = $3)
        ORDER BY id LIMIT $2 + 1)
    SELECT jsonb_build_object(
        'items', coalesce(jsonb_agg(jsonb_build_object(
                     'id', id, 'email', email, 'created_at', created_at, 'invited_at', invited_at, 'state', state)
                     ORDER BY nth) FILTER (WHERE nth <= $2), '[]'),
        'next', CASE WHEN count(*) > $2 THEN (SELECT id FROM found WHERE nth = $2) END)
    FROM found)sql";

// Locked, because who signs up leaves the list.
constexpr auto kLockToInvite = R"sql(
    SELECT waiting.id, waiting.email
    FROM waitlist AS waiting
    WHERE waiting.id = ANY ($1::uuid[])
        AND NOT EXISTS (SELECT 1 FROM invitations AS invitation
                        WHERE invitation.id = waiting.invitation_id AND invitation.used_at IS NULL
                            AND invitation.revoked_at IS NULL AND invitation.expires_at > now())
    ORDER BY waiting.id FOR UPDATE OF waiting)sql";

constexpr auto kListFirstWaiting = R"sql(
    SELECT waiting.id FROM waitlist AS waiting
    WHERE NOT EXISTS (SELECT 1 FROM invitations AS invitation
                      WHERE invitation.id = waiting.invitation_id AND invitation.used_at IS NULL
                          AND invitation.revoked_at IS NULL AND invitation.expires_at > now())
    ORDER BY waiting.id LIMIT $1)sql";

constexpr auto kFindWaiting = "SELECT id FROM waitlist WHERE lower(email) = lower($1)";
constexpr auto kSetInvitation = "UPDATE waitlist SET invitation_id = $2 WHERE id = $1";
constexpr auto kForgetInvitation =
    "UPDATE waitlist SET invitation_id = NULL WHERE id = $1 AND invitation_id = $2";
constexpr auto kLockWaiting = "SELECT FROM waitlist WHERE id = $1 FOR UPDATE";
constexpr auto kRemoveWaiting = "DELETE FROM waitlist WHERE id = $1";

Invited invited(auth::NewInvitation created)
{
    return {.id = InvitationId(std::move(created.id)),
            .code = std::move(created.code),
            .expires_at = std::move(created.expires_at)};
}

}  // namespace

Invited create_invitation(pqxx::work& work, Actor const& actor)
{
    auto created = invited(auth::add_invitation(work));
    record(work, actor, {.name = "create_invitation", .invitation = created.id});
    return created;
}

std::string list_invitations(pqxx::work& work, Piece const& piece)
{
    return work.exec_params1(kListInvitations, piece.after, piece.limit)[0].as<std::string>();
}

Revoked revoke_invitation(pqxx::work& work, Actor const& actor, InvitationId const& id)
{
    auto const rows = work.exec_params(kFindInvitation, id);
    if (rows.empty())
        return Revoked::unknown;
    if (rows[0][0].as<bool>())
        return Revoked::is_used;
    if (!rows[0][1].as<bool>() && set_revoked(work, id, true))
        record(work, actor,
               {.name = "revoke_invitation",
                .invitation = id,
                .before = {{"state", "open"}},
                .after = {{"state", "revoked"}}});
    return Revoked::done;
}

bool set_revoked(pqxx::work& work, InvitationId const& id, bool is_revoked)
{
    return work.exec_params(kSetRevoked, id, is_revoked).affected_rows() == 1;
}

std::string list_waiting(pqxx::work& work, std::optional<std::string> const& state, Piece const& piece)
{
    return work.exec_params1(kListWaiting, piece.after, piece.limit, state)[0].as<std::string>();
}

std::vector<Invited> invite_waiting(pqxx::work& work, Actor const& actor, std::vector<std::string> const& ids,
                                    MailedCode const& mailed_code)
{
    std::vector<Invited> all;
    for (auto const& row : work.exec_params(kLockToInvite, ArrayText(ids).str())) {
        auto const email = row[1].as<std::string>();
        auto const code = mailed_code ? mailed_code(email) : std::nullopt;
        auto each = invited(auth::add_invitation(work, code));
        each.waiting = row[0].as<WaitingId>();
        each.email = email;
        each.is_mailed = code.has_value();
        work.exec_params0(kSetInvitation, *each.waiting, each.id);
        record(work, actor,
               {.name = "invite",
                .waiting = each.waiting,
                .invitation = each.id,
                .before = {{"state", "waiting"}},
                .after = {{"state", "invited"}}});
        all.push_back(std::move(each));
    }
    return all;
}

std::vector<std::string> first_waiting(pqxx::work& work, std::size_t max)
{
    return db::first_column<std::string>(work.exec_params(kListFirstWaiting, max));
}

std::optional<WaitingId> find_waiting(pqxx::work& work, std::string const& email)
{
    auto const rows = work.exec_params(kFindWaiting, email);
    return rows.empty() ? std::nullopt : std::optional(rows[0][0].as<WaitingId>());
}

bool remove_waiting(pqxx::work& work, Actor const& actor, WaitingId const& id)
{
    if (work.exec_params(kLockWaiting, id).empty())
        return false;
    // Of someone who is removed nothing is kept, so the act names nobody.
    work.exec_params0(kRemoveWaiting, id);
    record(work, actor, {.name = "remove_from_waitlist"});
    return true;
}

void forget_invitation_of(pqxx::work& work, WaitingId const& waiting, InvitationId const& id)
{
    work.exec_params0(kForgetInvitation, waiting, id);
}

}  // namespace rmirror::admin
