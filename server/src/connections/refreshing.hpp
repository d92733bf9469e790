// SPDX-License-Identifier: AGPL-3.0-or-later
// Replacing a credential by the next one that its service gives: by one at a time, in whatever process.
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

/// The credential that is to be replaced.
struct Versioned {
    ConnectionId id;
    std::int64_t version = 0;
};

/// False when somebody else is asking, or it was replaced already. Nobody else asks for so long, or until
/// end_refresh() with the same id, which is a new UUID.
bool begin_refresh(pqxx::work& work, UserId const& user_id, Versioned const& old,
                   std::string const& refresh_id, std::chrono::milliseconds lease);
void end_refresh(pqxx::work& work, UserId const& user_id, ConnectionId const& id,
                 std::string const& refresh_id);

/// The version of the new credential; none when the old one was replaced meanwhile, or is gone.
std::optional<std::int64_t> replace(pqxx::work& work, Vault const& vault, UserId const& user_id,
                                    std::string_view provider, Versioned const& old,
                                    boost::json::object const& credential);

/// The service takes this credential no more. Another is not touched.
void note_refused(pqxx::work& work, UserId const& user_id, Versioned const& credential);

/// Adds to what is known of what the credential can be used for.
void note_grants(pqxx::work& work, UserId const& user_id, ConnectionId const& id,
                 boost::json::object const& grants);

}  // namespace rmirror::connections
