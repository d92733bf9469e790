// SPDX-License-Identifier: AGPL-3.0-or-later
// Links in mails that do something for an account without a sign-in, each once. Only hashes of their tokens
// are stored.
#pragma once

#include "base/ids.hpp"

#include <pqxx/transaction>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::auth {

enum class LinkPurpose {
    reset_password,
    confirm_address,  // Shows that the account's owner reads mail at its address.
    change_address,   // The same for the address that it shall have.
};
std::string_view to_string(LinkPurpose purpose);

/// For how long a link can be used.
std::chrono::seconds link_life(LinkPurpose purpose);

struct NewLink {
    std::string id;  // Of the mail.
    LinkPurpose purpose = LinkPurpose::reset_password;
    std::string token;
    std::string email;  // Where the mail goes.
};
void add_link(pqxx::work& work, UserId const& user_id, NewLink const& link);

/// Whether the mail's link can still be used.
bool is_link_open(pqxx::work& work, UserId const& user_id, std::string const& mail_id);

/// Where the mail with this link went. Nullopt if the link is unknown, used, expired or for something else,
/// or if its account isn't active.
std::optional<std::string> email_of_link(pqxx::work& work, LinkPurpose purpose, std::string_view token);
/// The user of the link, which can't be used again; of concurrent callers, one gets it. Nullopt as above.
std::optional<UserId> use_link(pqxx::work& work, LinkPurpose purpose, std::string_view token);
/// Makes the user's other links of this purpose useless.
void forget_links(pqxx::work& work, UserId const& user_id, LinkPurpose purpose);

}  // namespace rmirror::auth
