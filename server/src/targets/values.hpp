// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads what a user entered for a target: plain settings from the integration's row, secrets from the vault.
#pragma once

#include "connections/vault.hpp"
#include "targets/integration.hpp"

#include <pqxx/transaction>

#include <string>
#include <variant>

namespace rmirror::targets {

/// All values, or why the stored credential can't be decrypted here.
std::variant<Values, connections::Unopened> values_of(pqxx::work& work, connections::Vault const& vault,
                                                      Target const& target, Integration const& integration);

/// The settings that aren't secret; missing ones have their default value.
Values plain_values_of(Target const& target, Integration const& integration);

/// The error message for a credential that can't be decrypted, with what the user can do.
std::string sentence_about(Target const& target, connections::Unopened why);

/// Whether the value is stored encrypted rather than in integrations.settings.
bool is_secret(Field const& field);

}  // namespace rmirror::targets
