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

/// `Account` of shared/openapi.yaml; nullopt unless the account exists and is active.
std::optional<boost::json::object> account_of(pqxx::work& work, UserId const& user_id);

/// Whether this user runs the server.
bool is_admin(pqxx::work& work, UserId const& user_id);

/// The new user's id; nullopt if the address already has an account.
std::optional<UserId> add_account(pqxx::work& work, std::string const& email, std::string const& full_name,
                                  std::string const& password_hash);

void change_password_hash(pqxx::work& work, UserId const& user_id, std::string const& password_hash);
/// Locks the user's row until the transaction ends. Later statements see what was committed while this one
/// waited.
void lock_user(pqxx::work& work, UserId const& user_id);
/// Whether this is still the account's password hash. If so, locks the row, so that it stays true until the
/// transaction ends.
bool lock_password(pqxx::work& work, UserId const& user_id, std::string const& password_hash);

struct Profile {
    // nullopt: unchanged. Empty: removed.
    std::optional<std::string> name;
    std::optional<std::string> language;
    std::optional<std::string> time_zone;
    // Days for which notebooks removed from the tablet are kept. nullopt: unchanged. 0: they are kept for
    // good.
    std::optional<std::int64_t> retention_days;
    bool ends_first_steps = false;
};
/// Whether both browsers and the database know a time zone by this name.
bool is_time_zone(pqxx::work& work, std::string const& name);
/// `FirstSteps` of shared/openapi.yaml as JSON text.
std::string first_steps_of(pqxx::work& work, UserId const& user_id);
void change_profile(pqxx::work& work, UserId const& user_id, Profile const& profile);
/// Takes what the user hasn't chosen from the profile of another account, and for how long deleted notebooks
/// are kept only while there are no notebooks: the caller may be a device. False for `sends_telemetry` turns
/// it off.
void import_profile(pqxx::work& work, UserId const& user_id, Profile const& profile, bool sends_telemetry);

}  // namespace rmirror::auth
