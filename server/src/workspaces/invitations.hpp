// SPDX-License-Identifier: AGPL-3.0-or-later
// Invitations to workspaces: each makes one person a member, once, within seven days. In transactions of the
// system.
#pragma once

#include "base/ids.hpp"
#include "workspaces/workspaces.hpp"

#include <pqxx/transaction>

#include <functional>
#include <optional>
#include <string>

namespace rmirror::workspaces {

/// The token in a mail that invites someone; nullopt if none is sent. Called only for an invitation that is
/// made.
using MailedToken = std::function<std::optional<std::string>()>;

/// With its token, of which only the hash is stored.
Shown invite(pqxx::work& work, UserId const& user_id, std::string const& workspace_id, Role role,
             MailedToken const& mailed_token = {});
/// The open ones.
Shown list_invitations(pqxx::work& work, UserId const& user_id, std::string const& workspace_id);
std::optional<Refusal> revoke_invitation(pqxx::work& work, UserId const& user_id,
                                         std::string const& workspace_id, std::string const& invitation_id);

/// What the invitation is for.
Shown preview_invitation(pqxx::work& work, UserId const& user_id, std::string const& token);
/// The workspace, which the caller is a member of now. For one who was a member before, it stays open. Of two
/// people at once the second waits, and finds it used.
Shown accept_invitation(pqxx::work& work, UserId const& user_id, std::string const& token);

}  // namespace rmirror::workspaces
