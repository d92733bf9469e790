// SPDX-License-Identifier: AGPL-3.0-or-later
// Users who sign in through the sign-in service instead of a password.
#pragma once

#include "base/ids.hpp"
#include "crypto/jwt.hpp"

#include <pqxx/transaction>

#include <optional>

namespace rmirror::auth {

/// The user of a verified token; created when the identity is seen for the first time. nullopt if the user is
/// disabled. An existing account is never taken over by its address: otherwise anyone who signed up with
/// another person's address could wait there for them. So the address is stored only if the service has
/// verified it and no account has it.
std::optional<UserId> find_or_add_identity(pqxx::work& work, crypto::Jwt const& token);

}  // namespace rmirror::auth
