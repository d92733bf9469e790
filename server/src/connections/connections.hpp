// SPDX-License-Identifier: AGPL-3.0-or-later
// People's credentials at other services: every statement on `connections` for one user. A credential is a
// JSON object of the secret fields its service asks for; it is sealed before the database sees it.
#pragma once

#include "connections/vault.hpp"
#include "db/ids.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace rmirror::connections {

/// Of a credential as JSON, so that its envelope fits into its column.
constexpr std::size_t kMostCredentialBytes = 60'000;

struct Account {
    std::string_view provider;
    std::string_view workspace_id = "";  // Where a person may connect several of one service.
};

/// What the service tells of a credential.
struct Facts {
    std::string workspace_name = {};
    std::string kind = {};  // "oauth" or "token"; empty where the service knows one kind.
    std::string bot_id = {};
};

/// Adds the connection, or replaces the credential of the one there is. What was known of that is forgotten.
ConnectionId put(pqxx::work& work, Vault const& vault, UserId const& user_id, Account const& account,
                 boost::json::object const& credential, Facts const& facts = {});

/// As it is stored, and opened as far as that is possible here.
struct Stored {
    ConnectionId id;
    std::string workspace_id;
    std::string workspace_name;
    std::string kind;  // As of Facts.
    std::string bot_id;
    std::int64_t version = 0;  // Another with each credential.
    bool is_refused = false;   // By the service.
    std::optional<std::string> blocked_because;
    std::variant<boost::json::object, Unopened> credential;
};

/// The one with this id, else the oldest; none when this person has no such connection.
std::optional<Stored> look_up(pqxx::work& work, Vault const& vault, UserId const& user_id,
                              std::string_view provider,
                              std::optional<ConnectionId> const& id = std::nullopt);

/// The credential. One that is broken, or gone, is said to be `broken`; the row's status follows: broken, and
/// active as soon as it opens again. A row is left as it is by a process that lacks its key, for others have
/// it.
std::variant<boost::json::object, Unopened> open(pqxx::work& work, Vault const& vault, UserId const& user_id,
                                                 ConnectionId const& id);

/// None when this person has none there.
std::optional<ConnectionId> find(pqxx::work& work, UserId const& user_id, Account const& account);

/// False when there is none. Throws pqxx::foreign_key_violation while an integration uses it.
bool remove(pqxx::work& work, UserId const& user_id, ConnectionId const& id);

/// [{id, provider, workspace_id, workspace_name, kind, grants, status, blocked_because, created_at,
/// updated_at}], oldest first. The status says whether each can be used here and now. `updated_at` is when
/// the credential came; what we do with it is no update.
boost::json::array list(pqxx::work& work, Vault const& vault, UserId const& user_id);

}  // namespace rmirror::connections
