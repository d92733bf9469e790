// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps accounts in step with the users of Clerk that they belong to, in whatever order events arrive. In
// transactions of the system.
#pragma once

#include "auth/clerk/user_event.hpp"
#include "auth/client_info.hpp"
#include "base/ids.hpp"

#include <pqxx/transaction>

#include <optional>

namespace rmirror::auth::clerk {

/// Creates the user's account, or updates what it has from Clerk: the address if the account has no password,
/// and the name unless its owner has changed it. Does nothing if a newer state is known, or if Clerk has
/// deleted the user.
void apply_change(pqxx::work& work, UserEvent const& event, ClientInfo const& client);

/// Removes the user's identity for good: Clerk never uses an id again. Returns the account if nobody can sign
/// in to it any more, so that it must be deleted; nullopt if there is none, or if its person has another way
/// in.
std::optional<UserId> apply_deletion(pqxx::work& work, UserEvent const& event, ClientInfo const& client);

}  // namespace rmirror::auth::clerk
