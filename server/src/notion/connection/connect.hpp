// SPDX-License-Identifier: AGPL-3.0-or-later
// Stores Notion connections. A workspace belongs permanently to the first account that connected it.
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

/// Stores the credential, replacing the user's previous one for the workspace. Needs a system transaction
/// because workspace_history is not a tenant table. `is_shared` allows several accounts to connect one
/// workspace.
std::variant<ConnectionId, NotConnected> connect(pqxx::work& system, connections::Vault const& vault,
                                                 UserId const& user_id, Bot const& bot, Kind kind,
                                                 Credential const& credential, bool is_shared);

/// Whether any account has a connection with this bot. Needs a system transaction.
bool is_in_use(pqxx::work& system, std::string const& bot_id);

/// Marks the workspace and all its connections as blocked: it can be neither used nor connected.
void block_workspace(pqxx::work& system, std::string const& workspace_id, std::string const& reason);
/// Unblocks the workspace, and releases it from its account if no connection to it is left. Returns false if
/// the workspace was neither blocked nor released.
bool unblock_workspace(pqxx::work& system, std::string const& workspace_id);

}  // namespace rmirror::notion
