// SPDX-License-Identifier: AGPL-3.0-or-later
// Opens a user's stored Notion credential for an API call. Used by the proxy, the page pickers and the Notion
// target.
#pragma once

#include "base/secret.hpp"
#include "connections/vault.hpp"
#include "db/ids.hpp"

#include <pqxx/transaction>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace rmirror::notion {

constexpr std::string_view kProvider = "notion";
/// `Notion-Version` header of the server's own API calls.
constexpr std::string_view kVersion = "2025-09-03";

enum class Kind {
    oauth,  // The user granted access on Notion's consent screen (OAuth).
    token,  // A pasted token; it can't be refreshed.
};

/// A Notion connection with its decrypted tokens.
struct Access {
    ConnectionId id;
    std::string workspace_id;
    std::string bot_id;
    Secret token;
    Secret refresh_token = {};  // Empty if the token can't be refreshed.
    Kind kind = Kind::token;
    std::int64_t version = 0;  // Version of the stored credential.

    /// Rate-limit key. Notion counts calls per bot; falls back to the connection's id if the bot is unknown.
    std::string limit() const { return bot_id.empty() ? id.text() : bot_id; }
};

enum class NoAccess {
    none,         // The user has no such connection.
    broken,       // The user must connect Notion again.
    missing_key,  // This process lacks the master key; another process may have it.
    blocked,      // The server's administrator has blocked the workspace.
    unreachable,  // Notion didn't answer; a retry may succeed. Only a refresh returns this.
};

/// Message shown to the user who owns the connection.
std::string_view sentence_about(NoAccess why);

/// Loads and decrypts connection `id`, or the user's oldest Notion connection if `id` is not given.
std::variant<Access, NoAccess> open_access(pqxx::work& work, connections::Vault const& vault,
                                           UserId const& user_id,
                                           std::optional<ConnectionId> const& id = std::nullopt);

}  // namespace rmirror::notion
