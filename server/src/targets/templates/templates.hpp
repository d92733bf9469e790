// SPDX-License-Identifier: AGPL-3.0-or-later
// What a user's templates make of what is sent to a target (docs/decisions/0096-templates-and-steps.md). They
// are checked and used by the script of shared/src/templates; this is what the server needs of it.
#pragma once

#include "base/ids.hpp"
#include "connections/vault.hpp"
#include "targets/target.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rmirror::targets {

/// Why templates can't be used.
struct BadTemplates {
    boost::json::object fault;  // TemplateFault of openapi.yaml.
    std::string sentence;
};
/// nullopt if the target can use them. The address of own code mustn't be private unless `private_urls`.
std::optional<BadTemplates> fault_of_templates(Target const& target, boost::json::object const& templates,
                                               bool private_urls = false);

/// Stores them for an integration; empty ones: what is sent is as it is. If they are others than before, a
/// scan delivers what they change. Returns the secrets that were generated, to be shown once; nullopt if
/// there is no integration.
std::optional<boost::json::object> save_templates(pqxx::work& work, connections::Vault const& vault,
                                                  Target const& target, UserId const& user_id,
                                                  boost::json::object const& templates);

/// Replaces the texts of to-dos and highlights by what their templates make of them. Returns a result for
/// each item that can't be delivered therefore.
std::vector<std::optional<DeliveryResult>> apply_templates(std::span<Delivery* const> items);

/// A page of the user's, by the tablet's uuid of its notebook.
struct PreviewedPage {
    std::string notebook_uuid;
    std::int64_t number = 0;
};
/// What is delivered of it. nullopt if there is no such page.
std::optional<std::vector<Delivery>> read_previewed(pqxx::work& work, Target const& target,
                                                    UserId const& user_id, PreviewedPage const& page);
/// What would be sent of it with templates that have no fault: `path` of the note and `text`, or null;
/// `sentence` says why nothing can be sent.
boost::json::object preview_templates(Target const& target, std::vector<Delivery> deliveries,
                                      boost::json::object const& templates);

}  // namespace rmirror::targets
