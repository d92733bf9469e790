// SPDX-License-Identifier: AGPL-3.0-or-later
// Connecting a workspace: a workspace belongs to the account that connected it first, for good.
#pragma once

#include "connections/vault.hpp"
#include "db/ids.hpp"
#include "notion/access.hpp"
#include "notion/api.hpp"
#include "notion/credential.hpp"

#include <pqxx/transaction>

#include <string>
#include <variant>

namespace rmirror::notion {

struct NotConnected {
    enum class Why { elsewhere, blocked };
    Why why = Why::elsewhere;
    std::string sentence;
};

/// Stores the credential, in place of the one that this person has for the workspace. As the system, since
/// the history of workspaces is no tenant's. `is_shared`: several accounts may have one workspace.
std::variant<ConnectionId, NotConnected> connect(pqxx::work& system, connections::Vault const& vault,
                                                 UserId const& user_id, Bot const& bot, Kind kind,
                                                 Credential const& credential, bool is_shared);

/// Whether any account's connection is this bot. As the system.
bool is_in_use(pqxx::work& system, std::string const& bot_id);

/// Nobody can connect the workspace from now on, nor use it.
void block_workspace(pqxx::work& system, std::string const& workspace_id, std::string const& reason);
/// False when it was neither blocked nor held by an account that no longer uses it. Such a one lets go of it.
bool unblock_workspace(pqxx::work& system, std::string const& workspace_id);

}  // namespace rmirror::notion
