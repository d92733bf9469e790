// SPDX-License-Identifier: AGPL-3.0-or-later
// Users who come in by the sign-in service instead of a password.
#pragma once

#include "base/ids.hpp"
#include "crypto/jwt.hpp"

#include <pqxx/transaction>

#include <optional>

namespace rmirror::auth {

/// The user of a token that was checked; made when it is seen for the first time. Nothing when that user is
/// disabled. An account that exists already is never taken over by its address: whoever signed up with
/// somebody else's address would wait there for them. So the address is noted only when the service has
/// verified it and nobody has it.
std::optional<UserId> find_or_add_identity(pqxx::work& work, crypto::Jwt const& token);

}  // namespace rmirror::auth
