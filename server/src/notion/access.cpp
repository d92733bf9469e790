// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/access.hpp"

#include "connections/connections.hpp"
#include "notion/credential.hpp"

namespace rmirror::notion {

std::string_view sentence_about(NoAccess why)
{
    switch (why) {
        case NoAccess::none:
            return "Notion isn't connected. Connect it on the Integrations screen.";
        case NoAccess::broken:
            return "Notion no longer accepts this connection. Connect Notion again.";
        case NoAccess::missing_key:
            return "This server can't decrypt the credential at the moment.";
        case NoAccess::blocked:
            return "The administrator of this server has blocked this workspace.";
        case NoAccess::unreachable:
            break;
    }
    return "Notion can't be reached at the moment. Try again later.";
}

std::variant<Access, NoAccess> open_access(pqxx::work& work, connections::Vault const& vault,
                                           UserId const& user_id, std::optional<ConnectionId> const& id)
{
    auto const stored = connections::look_up(work, vault, user_id, kProvider, id);
    if (!stored)
        return NoAccess::none;
    if (stored->blocked_because)
        return NoAccess::blocked;
    if (auto const* const why = std::get_if<connections::Unopened>(&stored->credential))
        return *why == connections::Unopened::missing_key ? NoAccess::missing_key : NoAccess::broken;
    auto const credential = read_credential(std::get<boost::json::object>(stored->credential));
    if (stored->is_refused || !credential)
        return NoAccess::broken;
    return Access{.id = stored->id,
                  .workspace_id = stored->workspace_id,
                  .bot_id = stored->bot_id,
                  .token = credential->token,
                  .refresh_token = credential->refresh_token,
                  .kind = stored->kind == "oauth" ? Kind::oauth : Kind::token,
                  .version = stored->version};
}

}  // namespace rmirror::notion
