// SPDX-License-Identifier: AGPL-3.0-or-later
// Users' credentials at other services: all statements on `connections` for one user. A credential is a JSON
// object with the secret fields that its service needs, encrypted before it is passed to the database.
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

/// Maximum size of a credential as JSON, so that its envelope fits into the column.
constexpr std::size_t kMaxCredentialBytes = 60'000;

struct Account {
    std::string_view provider;
    std::string_view workspace_id = "";  // Set if a user can have several connections to the service.
};

/// The kind of a credential that was granted on the service's consent screen.
constexpr std::string_view kOAuth = "oauth";

/// What the service reports about a credential.
struct Facts {
    std::string workspace_name = {};
    std::string kind = {};  // kOAuth or "token"; empty if the service has only one kind.
    std::string bot_id = {};
};

/// Adds a connection, or replaces the credential of the existing one and resets what was known about the old
/// credential. Throws std::logic_error if it exceeds kMaxCredentialBytes.
ConnectionId put(pqxx::work& work, Vault const& vault, UserId const& user_id, Account const& account,
                 boost::json::object const& credential, Facts const& facts = {});

/// A connection's row, with its credential decrypted if possible.
struct Stored {
    ConnectionId id;
    std::string workspace_id;
    std::string workspace_name;
    std::string kind;  // As in Facts.
    std::string bot_id;
    std::int64_t version = 0;  // Incremented with each new credential.
    bool is_refused = false;   // The service refused the credential.
    std::optional<std::string> blocked_because;
    std::variant<boost::json::object, Unopened> credential;
};

/// The connection with this id, or else the user's oldest one; nullopt if there is none.
std::optional<Stored> look_up(pqxx::work& work, Vault const& vault, UserId const& user_id,
                              std::string_view provider,
                              std::optional<ConnectionId> const& id = std::nullopt);

/// Decrypts the credential. Returns `broken` if that fails or the connection doesn't exist, and updates the
/// row's status: 'broken', and 'active' once it can be decrypted again. If this process lacks the key, the
/// status stays as it is, because other processes may have the key.
std::variant<boost::json::object, Unopened> open(pqxx::work& work, Vault const& vault, UserId const& user_id,
                                                 ConnectionId const& id);

/// Nullopt if the user has no connection to that account.
std::optional<ConnectionId> find(pqxx::work& work, UserId const& user_id, Account const& account);

/// Returns false if there is no such connection. Throws pqxx::foreign_key_violation while an integration uses
/// it.
bool remove(pqxx::work& work, UserId const& user_id, ConnectionId const& id);

/// [{id, provider, workspace_id, workspace_name, kind, grants, status, blocked_because, created_at,
/// updated_at}], oldest first. The status says whether this process can use the connection now. `updated_at`
/// is the time of the user's last new credential; refreshes don't change it.
boost::json::array list(pqxx::work& work, Vault const& vault, UserId const& user_id);

}  // namespace rmirror::connections
