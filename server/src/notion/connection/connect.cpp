// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/connection/connect.hpp"

#include "connections/connections.hpp"

#include <pqxx/result>

#include <optional>

namespace rmirror::notion {

namespace {

constexpr auto kNotionName = "notion";

// Claims the workspace. Of concurrent claims the first one wins.
constexpr auto kClaim = R"sql(
    INSERT INTO workspace_history AS known (provider, workspace_id, account_id, connected_at)
    VALUES ($1, $2, $3, now())
    ON CONFLICT (provider, workspace_id) DO UPDATE
    SET account_id = coalesce(known.account_id, excluded.account_id),
        connected_at = coalesce(known.connected_at, excluded.connected_at)
    WHERE known.blocked_at IS NULL
    RETURNING account_id = $3)sql";

constexpr auto kBlock = R"sql(
    INSERT INTO workspace_history (provider, workspace_id, blocked_at, blocked_because) VALUES ($1, $2, now(), $3)
    ON CONFLICT (provider, workspace_id) DO UPDATE SET blocked_at = now(), blocked_because = excluded.blocked_because)sql";

constexpr auto kBlockConnections =
    "UPDATE connections SET blocked_because = $3 WHERE provider = $1 AND workspace_id = $2";

constexpr auto kIsInUse = "SELECT EXISTS (SELECT 1 FROM connections WHERE provider = $1 AND bot_id = $2)";

constexpr auto kForget = R"sql(
    DELETE FROM workspace_history WHERE provider = $1 AND workspace_id = $2
    AND NOT EXISTS (SELECT 1 FROM connections WHERE provider = $1 AND workspace_id = $2))sql";

constexpr auto kUnblock = R"sql(
    UPDATE workspace_history SET blocked_at = NULL, blocked_because = NULL
    WHERE provider = $1 AND workspace_id = $2 AND blocked_at IS NOT NULL)sql";

std::optional<NotConnected> refusal_to_claim(pqxx::work& system, UserId const& user_id,
                                             std::string const& workspace_id, bool is_shared)
{
    using Why = NotConnected::Why;
    auto const rows = system.exec_params(kClaim, kNotionName, workspace_id, user_id);
    if (rows.empty())
        return NotConnected{Why::blocked, std::string(sentence_about(NoAccess::blocked))};
    if (!rows[0][0].as<bool>() && !is_shared)
        return NotConnected{Why::elsewhere,
                            "This workspace belongs to another account on this server. Sign in with that "
                            "account, or ask the administrator."};
    return std::nullopt;
}

}  // namespace

std::variant<ConnectionId, NotConnected> connect(pqxx::work& system, connections::Vault const& vault,
                                                 UserId const& user_id, Bot const& bot, Kind kind,
                                                 Credential const& credential, bool is_shared)
{
    if (auto refusal = refusal_to_claim(system, user_id, bot.workspace_id, is_shared))
        return std::move(*refusal);
    return connections::put(system, vault, user_id, {.provider = kProvider, .workspace_id = bot.workspace_id},
                            json_of(credential),
                            {.workspace_name = bot.workspace_name,
                             .kind = kind == Kind::oauth ? "oauth" : "token",
                             .bot_id = bot.id});
}

bool is_in_use(pqxx::work& system, std::string const& bot_id)
{
    return system.exec_params1(kIsInUse, kNotionName, bot_id)[0].as<bool>();
}

void block_workspace(pqxx::work& system, std::string const& workspace_id, std::string const& reason)
{
    system.exec_params(kBlock, kNotionName, workspace_id, reason);
    system.exec_params(kBlockConnections, kNotionName, workspace_id, reason);
}

bool unblock_workspace(pqxx::work& system, std::string const& workspace_id)
{
    if (system.exec_params(kForget, kNotionName, workspace_id).affected_rows() > 0)
        return true;
    std::optional<std::string> const none;
    system.exec_params(kBlockConnections, kNotionName, workspace_id, none);
    return system.exec_params(kUnblock, kNotionName, workspace_id).affected_rows() > 0;
}

}  // namespace rmirror::notion
