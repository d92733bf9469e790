// SPDX-License-Identifier: AGPL-3.0-or-later
// An integration can hold a second value for each secret field of its target. When the service refuses the
// first one, the second is tried once, and takes its place if it is accepted. Targets have no part in this:
// they read the value that is in use.
#pragma once

#include "connections/vault.hpp"
#include "targets/integration.hpp"
#include "targets/target.hpp"

#include <pqxx/transaction>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets {

/// Key of the second value, such as "second_token"; its place in the settings form and the stored credential.
std::string second_key(Field const& field);
bool has_second(Field const& field);

/// The keys of the second values that are there.
std::vector<std::string> second_keys_of(Target const& target, Values const& values);

/// The values with first and second ones exchanged. nullopt if there is no second one.
std::optional<Values> exchanged(Target const& target, Values const& values);

/// The values with the second ones alone, to test these. nullopt if there is no second one.
std::optional<Values> second_alone(Target const& target, Values const& values);

/// Whether the service refused the credential, so that the call had no effect.
bool is_credential_refused(DeliveryResult const& result);

/// The result after the first credential was refused, and `second` with the second one.
DeliveryResult result_with_second(DeliveryResult second);

/// Stores that the second credential, the first of `values`, took over. Does nothing if a user has changed
/// the credential since.
void note_takeover(pqxx::work& work, connections::Vault const& vault, Target const& target,
                   UserId const& user_id, Values const& values);

/// Forgets which second values are stored, after the whole credential was replaced.
void forget_second(pqxx::work& work, UserId const& user_id, std::string_view target_name);

}  // namespace rmirror::targets
