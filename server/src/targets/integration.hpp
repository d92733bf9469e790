// SPDX-License-Identifier: AGPL-3.0-or-later
// One user's integration: its state as workers and followers see it, and how call results change that state.
#pragma once

#include "base/ids.hpp"
#include "queue/outcome.hpp"
#include "targets/target.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::targets {

struct Integration {
    IntegrationId id;
    UserId user_id;
    std::string target_name;
    bool is_enabled = true;
    bool is_stopped = false;
    boost::json::object settings;
    std::optional<ConnectionId> connection_id;
    boost::json::object templates = {};  // Empty if texts are delivered as they are.
    int failures_running = 0;            // Calls in a row without a response or with 5xx.
    int trials = 0;  // stop() calls since the last answer or restart_integration(); sets the hold's length.
    std::int64_t generation = 0;  // Incremented by each stop() and restart_integration().
    std::string verified = {};    // The last confirmed value of the setting Target::verifies.
};

/// The provider of the connection with the secret for a user's own code; its workspace is the target
/// (targets/templates/own_code.hpp).
constexpr std::string_view kOwnCodeProvider = "own_code";

/// After this many calls in a row without a response or with 5xx, the connection counts as broken.
constexpr int kMaxFailures = 5;

/// Locks the row until the transaction ends. Starting a delivery and comparing the library with the records
/// both take this lock, so no change is lost between the two.
std::optional<Integration> lock_integration(pqxx::work& work, UserId const& user_id,
                                            std::string_view target_name);

/// Records a successful delivery: resets the failure counter and restarts the integration, unless it stopped
/// after the call began. The first success of an integration creates a notification.
void note_success(pqxx::work& work, Integration const& integration);

/// Records that the service refused an item, which shows that it is reachable: as note_success(), but nothing
/// was delivered yet.
void note_answer(pqxx::work& work, Integration const& integration);

/// Records that the owner of this address, the value of Target::verifies, agreed to receive deliveries. Does
/// nothing if the setting has changed.
void note_verified(pqxx::work& work, UserId const& user_id, Target const& target, std::string const& value);

/// Records a call without a response or with 5xx.
void note_failure(pqxx::work& work, Integration const& integration);

/// Stops the integration because its connection is broken. Its items wait, the user is notified once, and one
/// trial item is tried after a hold that doubles from one minute to one hour.
void stop(pqxx::work& work, Integration const& integration, queue::Outcome const& outcome);

/// What an outcome says about a limit of the service's own, to be written with it: the integration's items
/// are held for as long as the service asks to wait, and the user is notified, once a day, if that is long or
/// only they can change it. Empty for other outcomes.
std::function<void(pqxx::work&)> note_of_limit(Integration const& integration, queue::Outcome const& outcome);

/// Restarts a stopped integration immediately, with its counters reset.
void restart_integration(pqxx::work& work, UserId const& user_id, std::string_view target_name);

/// Called when a removal scan is done. If the integration has next settings, applies them and starts over as
/// if it had just been set up; returns its id. Otherwise returns nullopt and changes nothing.
std::optional<IntegrationId> apply_next_settings(pqxx::work& work, UserId const& user_id,
                                                 std::string_view target_name);

/// Deletes the integration, its records, queued items and stored credential. Leaves what it made at the
/// service.
void delete_integration(pqxx::work& work, UserId const& user_id, std::string_view target_name);

/// The same. If there are many records, tombstones only some of them: the integration is then disabled, and
/// finish_removals() does the rest.
void begin_disconnect(pqxx::work& work, Integration const& integration);

/// Tombstones up to 2,000 of its records. Returns true if there may be more.
bool forget_records(pqxx::work& work, UserId const& user_id, std::string_view target_name);

}  // namespace rmirror::targets
