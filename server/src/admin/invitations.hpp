// SPDX-License-Identifier: AGPL-3.0-or-later
// Invitations as admins see and change them, and the people on the waitlist who get one.
#pragma once

#include "admin/acts.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::admin {

/// An invitation just made. Its code is known only now: the database has the hash.
struct Invited {
    InvitationId id;
    std::string code;
    std::string expires_at;                 // RFC 3339.
    std::string email = {};                 // Of the waitlist; empty: for anyone.
    std::optional<WaitingId> waiting = {};  // The row of the waitlist.
    bool is_mailed = false;
};

Invited create_invitation(pqxx::work& work, Actor const& actor);

/// `AdminInvitations` of shared/openapi.yaml: newest first.
std::string list_invitations(pqxx::work& work, Piece const& piece);

enum class Revoked { done, unknown, is_used };
/// An invitation that was revoked or has expired already stays as it is, and that is no error.
Revoked revoke_invitation(pqxx::work& work, Actor const& actor, InvitationId const& id);

/// Revokes an unused invitation, or takes that back. False if it is used, gone, or so already. Writes no act.
bool set_revoked(pqxx::work& work, InvitationId const& id, bool is_revoked);

constexpr std::size_t kMaxInvitedTogether = 200;

/// `AdminWaitlist`: who asked first comes first. `state`: waiting or invited; all without one.
std::string list_waiting(pqxx::work& work, std::optional<std::string> const& state, Piece const& piece);

/// The code in the mail that invites this address; nullopt if none is sent.
using MailedCode = std::function<std::optional<std::string>(std::string const& email)>;

/// Makes an invitation for each of these people. Leaves out those who have left the list, and those whose
/// last invitation can still be used.
std::vector<Invited> invite_waiting(pqxx::work& work, Actor const& actor, std::vector<std::string> const& ids,
                                    MailedCode const& mailed_code = {});
/// The people who wait, those who asked first, at most `max`.
std::vector<std::string> first_waiting(pqxx::work& work, std::size_t max);
std::optional<WaitingId> find_waiting(pqxx::work& work, std::string const& email);

/// False if there is no such person on the list.
bool remove_waiting(pqxx::work& work, Actor const& actor, WaitingId const& id);

/// The person waits again, if this is still their invitation. Writes no act.
void forget_invitation_of(pqxx::work& work, WaitingId const& waiting, InvitationId const& id);

}  // namespace rmirror::admin
