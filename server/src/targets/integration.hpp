// SPDX-License-Identifier: AGPL-3.0-or-later
// One person's integration as workers and followers see it: how it stands, and what its calls make of that.
#pragma once

#include "base/ids.hpp"
#include "queue/outcome.hpp"
#include "targets/target.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

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
    int failures_running = 0;     // Calls in a row that were not answered, or by 5xx.
    int trials = 0;               // Since it stopped.
    std::int64_t generation = 0;  // Grows with each stop and each new beginning.
    std::string verified = {};    // The value of Target::verifies to which its owner agreed last.
};

/// After so many calls in a row that were not answered, or by 5xx, it lies at the connection.
constexpr int kMostFailures = 5;

/// Its row is locked until the transaction ends: whoever begins a delivery and whoever compares the library
/// with the records do so one after the other, so that no change is lost between them.
std::optional<Integration> lock_integration(pqxx::work& work, UserId const& user_id,
                                            std::string_view target_name);

/// The service answered well: whatever kept the integration from going on is over, unless it stopped since
/// the call began. The first time is told.
void note_success(pqxx::work& work, Integration const& integration);

/// The service refused an item, so it can be reached: the same, but nothing was delivered yet.
void note_answer(pqxx::work& work, Integration const& integration);

/// The owner of an address agreed that it gets what is sent: the value of Target::verifies.
void note_verified(pqxx::work& work, UserId const& user_id, Target const& target, std::string const& value);

/// A call was not answered, or by 5xx.
void note_failure(pqxx::work& work, Integration const& integration);

/// It lies at the connection: its items wait, the person is told once, and one item tries again after a pause
/// that grows from a minute to an hour.
void stop(pqxx::work& work, Integration const& integration, queue::Outcome const& outcome);

/// Asked again at once, though it had stopped.
void try_now(pqxx::work& work, UserId const& user_id, std::string_view target_name);

/// What was made is removed: where it has next settings it begins anew by them, as if it were set up now.
/// Otherwise nothing.
std::optional<IntegrationId> begin_elsewhere(pqxx::work& work, UserId const& user_id,
                                             std::string_view target_name);

/// Removes it, its records and what of it waits; what was made at the service stays. Its sealed credential
/// goes too.
void forget_integration(pqxx::work& work, UserId const& user_id, std::string_view target_name);

/// The same, or where it has many records a part of them: then nothing is delivered or compared any more, and
/// finish_removals() does the rest.
void begin_forgetting(pqxx::work& work, Integration const& integration);

/// Forgets some of its records. True when there may be more.
bool forget_records(pqxx::work& work, UserId const& user_id, std::string_view target_name);

}  // namespace rmirror::targets
