// SPDX-License-Identifier: AGPL-3.0-or-later
// Creates, changes and removes integrations as their user asks, and shows them.
#pragma once

#include "connections/vault.hpp"
#include "targets/integration.hpp"
#include "targets/integrations/rules.hpp"
#include "targets/reconcile/full_scan.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rmirror::targets {

/// The part of a library that the user selected for a target.
struct Choice {
    std::vector<std::string> notebooks;  // UUIDs as the tablet assigns them, as are the folders'.
    std::vector<std::string> folders;
    std::vector<std::string> tags;
};

/// The format of integrations.choice.
std::string json_of(Choice const& choice);

/// What to do with remote objects that were already made. In the order of kMade.
enum class Made { keep, remove };
constexpr std::array<std::string_view, 2> kMade = {"keep", "remove"};
/// The default is to keep them.
Made made_of(std::optional<std::string> const& name);

/// By field key.
using GivenValues = std::map<std::string, std::string, std::less<>>;

/// The user's request.
struct Setup {
    GivenValues values;
    /// nullopt: unchanged. An inner nullopt: everything.
    std::optional<std::optional<Choice>> choice = std::nullopt;
    /// nullopt: unchanged. An inner nullopt: none.
    std::optional<std::optional<Rules>> rules = std::nullopt;
    std::optional<bool> is_enabled = std::nullopt;
    /// For objects at the old destination, if the destination changes.
    Made made = Made::keep;
};

/// The generated secrets, by field key. They are shown only this once.
using GeneratedSecrets = boost::json::object;

enum class NotSaved {
    removing,  // A removal is still running; the target can't be set up again until it is done.
};

/// The values as they would be after saving.
struct Merged {
    Values values;
    /// Set if the secrets are missing because the stored credential can't be opened and the request has no
    /// new one.
    std::optional<connections::Unopened> unopened = std::nullopt;
};
Merged merged(pqxx::work& work, connections::Vault const& vault, Target const& target, UserId const& user_id,
              Setup const& setup);

/// Validates the merged values; `field` is "settings.KEY". Secrets that can't be opened are assumed to be
/// valid.
std::optional<input::Fault> fault_of(Target const& target, Merged const& merged, bool private_urls);

/// As fault_of(), and also a fault if a secret must be entered again before saving.
std::optional<input::Fault> validate_for_saving(Target const& target, Merged const& merged,
                                                Setup const& setup, bool private_urls);

/// The values to test. Of a secret whose second value alone was entered, that is the one.
Values values_to_test(Target const& target, Merged const& merged, Setup const& setup);

/// Saves the settings. validate_for_saving() must have found nothing in merged(). Enabling the integration,
/// another choice, other rules or other extras begin a scan. If the destination of items changes, they start
/// over there: immediately, or once what was made so far is removed.
std::variant<GeneratedSecrets, NotSaved> save(pqxx::work& work, connections::Vault const& vault,
                                              Target const& target, UserId const& user_id,
                                              Setup const& setup);

/// Regenerates the secrets that the server generates, which invalidates the old values immediately. nullopt
/// if there is no integration.
std::optional<GeneratedSecrets> regenerate_secrets(pqxx::work& work, connections::Vault const& vault,
                                                   Target const& target, UserId const& user_id);

/// Returns false if there is no integration. With Made::remove a scan removes what was made, and the
/// integration is deleted after it.
bool remove_integration(pqxx::work& work, Target const& target, UserId const& user_id, Made made);

/// `Integration` of openapi.yaml; nullopt if there is none.
std::optional<boost::json::object> show_integration(pqxx::work& work, Target const& target,
                                                    UserId const& user_id);

}  // namespace rmirror::targets
