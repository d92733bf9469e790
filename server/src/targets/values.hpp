// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person entered for a target: the plain part lies with the integration, the secret one sealed.
#pragma once

#include "connections/vault.hpp"
#include "targets/integration.hpp"

#include <pqxx/transaction>

#include <string>
#include <variant>

namespace rmirror::targets {

/// Or why the credential cannot be opened here and now.
std::variant<Values, connections::Unopened> values_of(pqxx::work& work, connections::Vault const& vault,
                                                      Target const& target, Integration const& integration);

/// What of it is not secret.
Values plain_values_of(Target const& target, Integration const& integration);

/// What people are told of a credential that cannot be opened, and what they can do.
std::string sentence_about(Target const& target, connections::Unopened why);

/// Whether it is sealed rather than kept with the integration.
bool is_secret(Field const& field);

}  // namespace rmirror::targets
