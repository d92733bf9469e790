// SPDX-License-Identifier: AGPL-3.0-or-later
// Queues mail about accounts and invitations, with the links in it.
#pragma once

#include "auth/account_links.hpp"
#include "mail/links.hpp"

#include <pqxx/transaction>

#include <optional>
#include <string>

namespace rmirror::mail {

struct LinkMail {
    auth::LinkPurpose purpose = auth::LinkPurpose::reset_password;  // Names the mail's kind as well.
    std::string email;                                              // Where it goes.
};
/// At most one in ten minutes for a user, a purpose and an address. False if none is sent.
bool queue_link(pqxx::work& work, UserId const& user_id, LinkMail const& mail, Links const& links);

/// Tells both addresses that the account's address was changed.
void queue_address_changed(pqxx::work& work, UserId const& user_id, std::string const& former,
                           std::string const& present);

/// The token in the mail that invites the address to a workspace. Nullopt if none is sent: without a mail
/// server, if this user invited the address today, or has sent kMaxInvitations today.
std::optional<std::string> queue_workspace_invitation(pqxx::work& work, UserId const& user_id,
                                                      std::string const& email, Links const& links);
constexpr int kMaxInvitations = 50;

/// Whether the user has sent this many mails of the kind in a day.
bool has_sent(pqxx::work& work, UserId const& user_id, std::string const& kind, int most);

}  // namespace rmirror::mail
