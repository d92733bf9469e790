// SPDX-License-Identifier: AGPL-3.0-or-later
// Accounts and the outside identities by which their people sign in, instead of a password or beside one. In
// transactions of the system.
#pragma once

#include "auth/identities/outside_person.hpp"
#include "base/ids.hpp"

#include <pqxx/transaction>

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace rmirror::auth {

/// Serialises everything that concerns this identity until the transaction ends.
void lock_identity(pqxx::work& work, std::string const& issuer, std::string const& subject);

struct Identity {
    std::string id;
    UserId user_id;
    enum class Account { active, disabled, leaving } account = Account::active;
    std::string email;  // As the service last reported it; empty: none. So is the name.
    std::string full_name;
};
std::optional<Identity> find_identity(pqxx::work& work, std::string const& issuer,
                                      std::string const& subject);

/// A new account for a new identity, which must be locked. An existing account is never taken over by its
/// address: otherwise anyone who signed up with another person's address could wait there for them. So the
/// account has the address only if no other one has it.
UserId add_account_of(pqxx::work& work, OutsidePerson const& person);

/// Adds a new identity, which must be locked, to an account.
void add_identity(pqxx::work& work, UserId const& user_id, OutsidePerson const& person);

/// Why someone with a valid token of the service has no account.
enum class NoEntry {
    disabled,
    deleted,  // By the service, which issued the token before.
};
/// The user of a person; created when the identity is seen for the first time.
std::variant<UserId, NoEntry> find_or_add_identity(pqxx::work& work, OutsidePerson const& person);

/// Whether the service has deleted the person. They never come back under this id.
bool is_deleted_identity(pqxx::work& work, std::string const& issuer, std::string const& subject);
/// Remembers that the service has deleted the person, as a hash.
void note_deleted_identity(pqxx::work& work, std::string const& issuer, std::string const& subject);

}  // namespace rmirror::auth
