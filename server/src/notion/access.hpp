// SPDX-License-Identifier: AGPL-3.0-or-later
// People's tokens for Notion, for whoever calls it for them: the proxy, pickers, a target.
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
/// Of Notion's API, for calls of our own.
constexpr std::string_view kVersion = "2025-09-03";

enum class Kind {
    oauth,  // Somebody was asked by Notion.
    token,  // Pasted: it can't be refreshed.
};

/// A connection to Notion, open for calls.
struct Access {
    ConnectionId id;
    std::string workspace_id;
    std::string bot_id;
    Secret token;
    Kind kind = Kind::token;
    std::int64_t version = 0;  // Of the credential.

    /// What Notion counts its calls by: the bot, or the connection where that is not known.
    std::string limit() const { return bot_id.empty() ? id.text() : bot_id; }
};

enum class NoAccess {
    none,         // This person has no such connection.
    broken,       // It must be connected again.
    missing_key,  // This process lacks the master key; another may have it.
    blocked,      // Whoever runs the server has blocked the workspace.
    unreachable,  // Notion did not answer; the same may work later. Only of a refresh.
};

/// For whoever has connected Notion.
std::string_view sentence_about(NoAccess why);

/// The connection with this id, else the oldest of this person's.
std::variant<Access, NoAccess> open_access(pqxx::work& work, connections::Vault const& vault,
                                           UserId const& user_id,
                                           std::optional<ConnectionId> const& id = std::nullopt);

}  // namespace rmirror::notion
