// SPDX-License-Identifier: AGPL-3.0-or-later
// Integrations of an export, brought into the account that it is imported into
// (docs/decisions/0099-an-export-is-the-same-bytes-again.md).
#pragma once

#include "targets/integrations/settings.hpp"

namespace rmirror::targets {

struct ImportedIntegration {
    GivenValues settings;  // Without secrets.
    std::optional<Choice> choice = std::nullopt;
    std::optional<Rules> rules = std::nullopt;
    boost::json::object templates = {};
};

/// A fault of its settings or of the places of its rules. Secrets are assumed to be valid: they are entered
/// before anything is delivered.
std::optional<input::Fault> fault_of(Target const& target, ImportedIntegration const& imported,
                                     bool private_urls);

/// Sets the target up, paused and without a credential, unless it is set up. fault_of() must have found
/// nothing. Returns whether it did.
bool import_integration(pqxx::work& work, Target const& target, UserId const& user_id,
                        ImportedIntegration const& imported);

}  // namespace rmirror::targets
