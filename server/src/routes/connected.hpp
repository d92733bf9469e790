// SPDX-License-Identifier: AGPL-3.0-or-later
// What the two ways to connect Notion have in common, and its end.
#pragma once

#include "auth/client_info.hpp"
#include "base/ids.hpp"
#include "http/reply.hpp"
#include "notion/connect.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <pqxx/transaction>

#include <optional>

namespace rmirror {
class App;
}

namespace rmirror::routes {

/// `Connection` of the contract.
boost::json::value connection_shown(pqxx::work& work, App const& app, UserId const& user_id,
                                    ConnectionId const& id);

struct NewConnection {
    notion::Bot bot;
    notion::Kind kind;
    notion::Credential credential;
    boost::json::object grants = {};
};

/// 201 with the connection, or 409 where the workspace is not for this account.
http::Reply connect_notion(App& app, UserId const& user_id, auth::ClientInfo const& client,
                           NewConnection const& made);

/// The connection, where Notion is to be told when it ends.
std::optional<notion::Access> revocable(pqxx::work& work, App const& app, UserId const& user_id,
                                        ConnectionId const& id);
/// Nobody waits for it: what is gone here stays so, also when Notion can't be told.
void revoke_later(App& app, UserId const& user_id, notion::Access const& access);

}  // namespace rmirror::routes
