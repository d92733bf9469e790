// SPDX-License-Identifier: AGPL-3.0-or-later
// The mails that are to be sent: queued in the transaction of their cause, and ended by the job that sends
// them.
#pragma once

#include "base/ids.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <ctime>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::mail {

/// Whether this installation can send mail, as its workers last reported.
bool can_send(pqxx::work& work);
/// What workers report: the domain of message ids, or nullopt without a mail server.
void report_state(pqxx::work& work, std::optional<std::string> const& domain);

/// Someone waits for these. Notices come after them.
constexpr int kUrgent = 1;

struct NewMail {
    std::string kind;
    std::string period;                    // One mail of the kind is sent for it.
    std::optional<std::string> recipient;  // Nullopt: the user's address when it is sent.
    boost::json::object details;
};
/// The mail's id. Nullopt if this installation can't send mail, or had one of this kind for the period
/// already.
std::optional<std::string> queue_mail(pqxx::work& work, UserId const& user_id, NewMail const& mail);

/// A mail whose content is fixed now.
struct DueMail {
    std::string id;
    std::string kind;
    std::string message_id;
    std::string recipient;
    bool is_to_own_address =
        false;             // Rather than to another person, or to an address that isn't the user's yet.
    std::string language;  // Of the user; empty: none chosen.
    std::string name;      // Of the user; may be empty.
    std::string email;     // Of the user.
    boost::json::object details;
    std::time_t composed_at = 0;
    std::time_t created_at = 0;
};
/// Nullopt if the mail was sent or dropped before, or has nowhere to go. Locks the mail.
std::optional<DueMail> compose(pqxx::work& work, UserId const& user_id, std::string const& mail_id);

/// `status`: sent, failed or dropped. What the mail was about is forgotten.
void end_mail(pqxx::work& work, UserId const& user_id, std::string const& mail_id, std::string_view status);

}  // namespace rmirror::mail
