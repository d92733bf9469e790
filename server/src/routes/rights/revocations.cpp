// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/rights/revocations.hpp"

#include "app.hpp"
#include "connections/connections.hpp"
#include "routes/notion/notion_connections.hpp"
#include "targets/registry.hpp"

#include <boost/json/array.hpp>

#include <utility>
#include <vector>

namespace rmirror::routes {

std::function<void()> revocations(App& app, pqxx::work& work, UserId const& user_id)
{
    std::vector<std::function<void()>> all;
    for (auto const* const target : targets::all_targets())
        if (target->oauth)
            all.push_back(app.oauth.revocation(work, *target, user_id));
    for (auto const& connection : connections::list(work, app.vault, user_id)) {
        if (connection.at("provider").as_string() != notion::kProvider.data())
            continue;
        ConnectionId const id(std::string(connection.at("id").as_string()));
        if (auto const access = revocable(work, app, user_id, id))
            all.emplace_back([&app, user_id, access = *access] { revoke_later(app, user_id, access); });
    }
    return [all = std::move(all)] {
        for (auto const& revoke : all)
            revoke();
    };
}

}  // namespace rmirror::routes
