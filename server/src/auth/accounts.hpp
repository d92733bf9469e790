// SPDX-License-Identifier: AGPL-3.0-or-later
// Accounts, and what their owners can change of them.
#pragma once

#include "base/ids.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <cstdint>
#include <optional>
#include <string>

namespace rmirror::auth {

/// What a user may know of their own account, as the contract has it.
std::optional<boost::json::object> account_of(pqxx::work& work, UserId const& user_id);

/// The new user's id; nothing when the address has an account already.
std::optional<UserId> add_account(pqxx::work& work, std::string const& email, std::string const& full_name,
                                  std::string const& password_hash);

void change_password_hash(pqxx::work& work, UserId const& user_id, std::string const& password_hash);
/// Whether this is the account's password still; it stays so until the transaction ends.
bool hold_password(pqxx::work& work, UserId const& user_id, std::string const& password_hash);

struct Profile {
    // Nothing: stays as it is. Empty: there is none any more.
    std::optional<std::string> name;
    std::optional<std::string> language;
    std::optional<std::string> time_zone;
    // Of notebooks that went from the tablet. 0: they are kept.
    std::optional<std::int64_t> retention_days;
    bool ends_first_steps = false;
};
/// Whether browsers and the database know a time zone by this name.
bool is_time_zone(pqxx::work& work, std::string const& name);
/// `FirstSteps` of the contract, as JSON.
std::string first_steps_of(pqxx::work& work, UserId const& user_id);
void change_profile(pqxx::work& work, UserId const& user_id, Profile const& profile);

}  // namespace rmirror::auth
