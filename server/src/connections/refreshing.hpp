// SPDX-License-Identifier: AGPL-3.0-or-later
// Replaces a credential with the next one from its service (OAuth refresh), by one process at a time.
#pragma once

#include "connections/vault.hpp"
#include "db/ids.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::connections {

/// The credential to replace.
struct Versioned {
    ConnectionId id;
    std::int64_t version = 0;
};

/// Takes the lease for refreshing. Returns false if another caller holds it, or if the credential was already
/// replaced. The lease ends after `lease`, or with end_refresh() and the same `refresh_id`, a new UUID.
bool begin_refresh(pqxx::work& work, UserId const& user_id, Versioned const& old,
                   std::string const& refresh_id, std::chrono::milliseconds lease);
void end_refresh(pqxx::work& work, UserId const& user_id, ConnectionId const& id,
                 std::string const& refresh_id);

/// Stores the new credential and returns its version. Nullopt if the old one was replaced meanwhile, or the
/// connection was removed.
std::optional<std::int64_t> replace(pqxx::work& work, Vault const& vault, UserId const& user_id,
                                    std::string_view provider, Versioned const& old,
                                    boost::json::object const& credential);

/// Records that the service refused this credential. Has no effect on a newer one.
void note_refused(pqxx::work& work, UserId const& user_id, Versioned const& credential);

/// Merges `grants` into what is known about the credential's permissions.
void note_grants(pqxx::work& work, UserId const& user_id, ConnectionId const& id,
                 boost::json::object const& grants);

}  // namespace rmirror::connections
