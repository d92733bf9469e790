// SPDX-License-Identifier: AGPL-3.0-or-later
// Setting a target up, and taking it away: what a person says about their integrations, and how these are
// shown.
#pragma once

#include "connections/vault.hpp"
#include "targets/integration.hpp"
#include "targets/passes.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rmirror::targets {

/// What of a library a person wants there.
struct Choice {
    std::vector<std::string> notebooks;  // The tablet's UUIDs, as those of the folders.
    std::vector<std::string> folders;
    std::vector<std::string> tags;
};

/// As integrations.choice has it.
std::string json_of(Choice const& choice);

/// What becomes of what was made at the service, in the order of its names.
enum class Made { keep, remove };
constexpr std::array<std::string_view, 2> kMade = {"keep", "remove"};
/// Unless it is said, all of it is kept.
Made made_of(std::optional<std::string> const& name);

/// Each by the key of its field.
using GivenValues = std::map<std::string, std::string, std::less<>>;

/// As a person sent it.
struct Setup {
    GivenValues values;
    /// Nothing: as it was. An empty optional within: everything.
    std::optional<std::optional<Choice>> choice = std::nullopt;
    std::optional<bool> is_enabled = std::nullopt;
    /// Of what was made where items went until now, if they go elsewhere.
    Made made = Made::keep;
};

/// What was drawn for the person, by the keys of its fields: it is shown this once.
using Drawn = boost::json::object;

enum class NotSaved {
    removing,  // What was made is being removed; only then it can be set up again.
};

/// The values as they would be after saving.
struct Merged {
    Values values;
    /// Why the secrets among them are not there: what is stored can't be opened, and none was given.
    std::optional<connections::Unopened> unopened = std::nullopt;
};
Merged merged(pqxx::work& work, connections::Vault const& vault, Target const& target, UserId const& user_id,
              Setup const& setup);

/// What is wrong with the values, those that are stored already included; `field` is "settings.KEY". Secrets
/// that can't be opened are taken to be right.
std::optional<input::Fault> fault_of(Target const& target, Merged const& merged, bool private_urls);

/// The same, and secrets that have to be entered again before that is saved.
std::optional<input::Fault> fault_of_saving(Target const& target, Merged const& merged, Setup const& setup,
                                            bool private_urls);

/// What merged() makes of it must have no fault of saving. Switching on, another choice and
/// what items are given otherwise begin a pass. Where items go elsewhere, that begins anew: at once, or when
/// what was made so far is removed.
std::variant<Drawn, NotSaved> save(pqxx::work& work, connections::Vault const& vault, Target const& target,
                                   UserId const& user_id, Setup const& setup);

/// Draws the drawn fields anew; the old values are invalid at once. None when there is no integration.
std::optional<Drawn> draw_again(pqxx::work& work, connections::Vault const& vault, Target const& target,
                                UserId const& user_id);

/// False when there is none. What was made is removed by a pass; the integration goes when that is done.
bool remove_integration(pqxx::work& work, Target const& target, UserId const& user_id, Made made);

/// `Integration` of the contract; none when there is none.
std::optional<boost::json::object> show_integration(pqxx::work& work, Target const& target,
                                                    UserId const& user_id);

}  // namespace rmirror::targets
