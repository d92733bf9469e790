// SPDX-License-Identifier: AGPL-3.0-or-later
// Shared by the two ways to connect a service, OAuth and a pasted token: storing the connection and revoking
// it.
#pragma once

#include "auth/client_info.hpp"
#include "base/ids.hpp"
#include "connections/connections.hpp"
#include "http/reply.hpp"
#include "notion/connection/connect.hpp"
#include "targets/target.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <pqxx/transaction>

#include <optional>

namespace rmirror {
class App;
}

namespace rmirror::routes {

/// One connection as `Connection` of shared/openapi.yaml. The connection must exist.
boost::json::value connection_shown(pqxx::work& work, App const& app, UserId const& user_id,
                                    ConnectionId const& id);

struct NewConnection {
    notion::Bot bot;
    notion::Kind kind;
    notion::Credential credential;
    boost::json::object grants = {};
};

/// Stores the connection and resumes targets that need it. 201 with the connection; 409 if the workspace is
/// blocked or belongs to another account.
http::Reply connect_notion(App& app, UserId const& user_id, auth::ClientInfo const& client,
                           NewConnection const& made);

/// Stores the target's credential. An enabled integration that stopped because of the previous one retries
/// now. 201 with the connection.
http::Reply connect_target(App& app, UserId const& user_id, auth::ClientInfo const& client,
                           targets::Target const& target, boost::json::object const& credential,
                           connections::Facts const& facts = {});

/// Access to the connection if its token can be revoked at Notion: it was made by OAuth, and the server is
/// registered with Notion. Otherwise nullopt.
std::optional<notion::Access> revocable(pqxx::work& work, App const& app, UserId const& user_id,
                                        ConnectionId const& id);
/// Revokes the token at Notion in the background. A failure is logged and doesn't undo the removal here.
void revoke_later(App& app, UserId const& user_id, notion::Access const& access);

}  // namespace rmirror::routes
