// SPDX-License-Identifier: AGPL-3.0-or-later
// The `state` parameter of an OAuth flow: signed, single-use, valid for ten minutes, and bound to the user's
// session and to the service.
#pragma once

#include "base/ids.hpp"
#include "base/secret.hpp"

#include <pqxx/transaction>

#include <string>
#include <string_view>

namespace rmirror::connections {

struct StateOwner {
    UserId user_id;
    std::string session_id;     // Empty for a user authenticated by an external sign-in service.
    std::string_view provider;  // Whose consent screen the user is sent to, such as "notion".
};

/// Creates and stores a state; `key` signs it.
std::string create_state(pqxx::work& work, Secret const& key, StateOwner const& owner);
/// Consumes the state. Returns false if it wasn't issued to this user's session for this service, has
/// expired, or was already used.
bool consume_state(pqxx::work& work, Secret const& key, StateOwner const& owner, std::string_view state);

}  // namespace rmirror::connections
