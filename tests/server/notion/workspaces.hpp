// SPDX-License-Identifier: AGPL-3.0-or-later
// Two people, and workspaces that they connect.
#pragma once

#include "connections/vaults.hpp"
#include "db/database.hpp"
#include "notion/access.hpp"
#include "notion/connection/connect.hpp"

#include <string>

namespace rmirror::notion::test {

inline Credential token(std::string text, std::string refresh = "")
{
    return {Secret(std::move(text)), Secret(std::move(refresh))};
}

struct WorkspaceTest : db::test::DatabaseTest {
    UserId const ada = add_user("ada@example.org");
    UserId const bob = add_user("bob@example.org");
    connections::Vault const vault = connections::test::vault({"k1"});

    /// The connection's id, or why there is none.
    std::string connect(UserId const& user, std::string const& workspace,
                        Credential const& credential = token("ntn_1"), bool is_shared = false)
    {
        auto const connected = db::as_system(pool, [&](pqxx::work& work) {
            return notion::connect(work, vault, user, {"bot of " + workspace, workspace, "Home"}, Kind::oauth,
                                   credential, is_shared);
        });
        if (auto const* const refusal = std::get_if<NotConnected>(&connected))
            return refusal->why == NotConnected::Why::blocked ? "blocked" : "elsewhere";
        return std::get<ConnectionId>(connected).text();
    }

    std::variant<Access, NoAccess> open(UserId const& user,
                                        std::optional<ConnectionId> const& id = std::nullopt)
    {
        return db::as_user(pool, user, [&](pqxx::work& work) { return open_access(work, vault, user, id); });
    }

    /// The token, or why there is none.
    std::string token_of(std::variant<Access, NoAccess> const& access)
    {
        if (auto const* const why = std::get_if<NoAccess>(&access))
            return std::string(sentence_about(*why));
        return std::get<Access>(access).token.reveal();
    }

    void run(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }
};

}  // namespace rmirror::notion::test
