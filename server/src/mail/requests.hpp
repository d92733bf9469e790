// SPDX-License-Identifier: AGPL-3.0-or-later
// Mail that is asked for by an address, such as a link to reset a password. The request is only noted;
// whether the address has an account is found out later, so that the answer and its time reveal nothing.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"
#include "mail/links.hpp"

#include <pqxx/transaction>

#include <cstddef>
#include <optional>
#include <string>

namespace rmirror::mail {

/// Notes a request. Ignored while too many wait. Does the same for every address.
void request_password_reset(pqxx::work& work, std::string const& email);

/// Notes that an admin invites someone to the server. Returns the invitation's code, which the mail has;
/// nullopt if this installation can't send mail. In a transaction of an admin.
std::optional<std::string> request_invitation(pqxx::work& work, UserId const& admin_id,
                                              std::string const& email, Links const& links);

/// Queues the mails of invitations, and of requests whose address has an account with a password: at most one
/// in ten minutes for each account. Returns the number of requests that are done.
std::size_t resolve_requests(db::Pool& pool, Links const& links);

}  // namespace rmirror::mail
