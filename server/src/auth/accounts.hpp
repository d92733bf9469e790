// SPDX-License-Identifier: AGPL-3.0-or-later
// Accounts with a password, and what stands between them and whoever tries passwords.
#pragma once

#include "base/ids.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <chrono>
#include <optional>
#include <string>

namespace rmirror::auth {

/// What a user may know of their own account: id, email, full_name, created_at.
std::optional<boost::json::object> account_of(pqxx::work& work, UserId const& user_id);

/// The new user's id; nothing when the address has an account already.
std::optional<UserId> add_account(pqxx::work& work, std::string const& email, std::string const& full_name,
                                  std::string const& password_hash);

struct Attempt {
    std::chrono::seconds locked_for{0};        // More than none: no password is looked at.
    UserId user_id;                            // Empty when there is no such account, or it is disabled.
    std::optional<std::string> password_hash;  // None: no such account, or it has no password.
};

/// Counts an attempt before its password is looked at, so that many at once cannot all be the first. After
/// five in a row each locks the address for longer, from half a minute to a quarter of an hour. Addresses
/// without an account are counted and locked alike, or the lock would tell which have one.
Attempt begin_attempt(pqxx::work& work, std::string const& email);
/// The password was right.
void forget_attempts(pqxx::work& work, std::string const& email);

void change_password_hash(pqxx::work& work, UserId const& user_id, std::string const& password_hash);

}  // namespace rmirror::auth
