// SPDX-License-Identifier: AGPL-3.0-or-later
// The identities of an account: connecting them from inside it, listing and removing them. In transactions of
// the system.
#pragma once

#include "auth/identities/outside_person.hpp"
#include "base/ids.hpp"

#include <pqxx/transaction>

#include <optional>
#include <string>
#include <vector>

namespace rmirror::auth {

struct ListedIdentity {
    std::string id;
    std::string issuer;
    std::optional<std::string> email;  // Verified by the service. So is the name, unless it is empty.
    std::string full_name;
    std::string created_at;
};
/// Oldest first.
std::vector<ListedIdentity> identities_of(pqxx::work& work, UserId const& user_id);

constexpr std::size_t kMaxIdentities = 20;  // Of an account.

enum class Connecting {
    connected,
    known,      // It is this account's already.
    elsewhere,  // It signs in to another account.
    deleted,    // By the service.
    too_many,
};
/// Adds an identity to the account of a person who is signed in to it.
Connecting connect_identity(pqxx::work& work, UserId const& user_id, OutsidePerson const& person);

enum class Disconnecting { removed, unknown, last_way_in };
/// Removes an identity if its account keeps another way in: a password, or another identity of one of
/// `usable_issuers`.
Disconnecting disconnect_identity(pqxx::work& work, UserId const& user_id, std::string const& id,
                                  std::vector<std::string> const& usable_issuers);

/// Takes the identity off an account that is leaving, so that its person can have another account at once.
void release_identity(pqxx::work& work, UserId const& leaving, std::string const& id);

/// Whether an account has this address.
bool has_account(pqxx::work& work, std::string const& email);

}  // namespace rmirror::auth
