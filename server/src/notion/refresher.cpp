// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/refresher.hpp"

#include "db/transaction.hpp"
#include "notion/credential.hpp"

namespace rmirror::notion {

std::variant<Access, NoAccess> Refresher::refresh(UserId const& user_id, Access const& stale) const
{
    using Answer = std::variant<boost::json::object, connections::NotRefreshed>;
    auto const ask = [&](Secret const& refresh_token) -> Answer {
        auto const answer = api_.refresh(user_id, refresh_token);
        if (auto const* const granted = std::get_if<Granted>(&answer))
            return json_of(granted->credential);
        auto const& failed = std::get<Failed>(answer);
        log_.write(failed.why == Failed::Why::misconfigured ? Level::error : Level::info,
                   "token not refreshed", {{"provider", kProvider}, {"why", sentence_about(failed)}});
        return connections::NotRefreshed{failed.why == Failed::Why::refused};
    };
    connections::StaleToken const token{user_id, kProvider, stale.id, stale.token};
    if (!tokens_.refresh(token, api_.has_program() ? ask : connections::TokenRefresh::Ask()))
        return NoAccess::unreachable;
    auto access = db::as_user(pool_, user_id,
                              [&](pqxx::work& work) { return open_access(work, vault_, user_id, stale.id); });
    // Only a credential that nobody could refresh has the same token still.
    auto const* const open = std::get_if<Access>(&access);
    return open && open->token.reveal() == stale.token.reveal() ? NoAccess::broken : access;
}

}  // namespace rmirror::notion
