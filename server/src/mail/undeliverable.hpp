// SPDX-License-Identifier: AGPL-3.0-or-later
// Addresses that the mail server refuses. Their owners learn of it in the dashboard.
#pragma once

#include "base/ids.hpp"

#include <pqxx/transaction>

#include <string>

namespace rmirror::mail {

/// Notes that mail to the user's address is refused, and notifies the user, once a day. Does nothing if it
/// isn't their address any more. `why`: the server's reply.
void note_undeliverable(pqxx::work& work, UserId const& user_id, std::string const& email,
                        std::string const& why);

}  // namespace rmirror::mail
