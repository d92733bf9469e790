// SPDX-License-Identifier: AGPL-3.0-or-later
// Compares a library with the records of a target and queues what differs, in one function of the database
// (server/migrations/0001_baseline/190_target_compare.sql).
#pragma once

#include "queue/enqueue.hpp"
#include "targets/integration.hpp"
#include "targets/target.hpp"

#include <pqxx/transaction>

#include <cstdint>
#include <optional>
#include <string>

namespace rmirror::targets {

struct ToCompare {
    std::string types;   // A PostgreSQL array of item types,
    std::string keys;    // and one of their keys.
    bool again = false;  // Also what failed or was cancelled.
    int priority = 3;    // Of notebooks; what lies in them comes after.
    std::string cause;   // As the queue's column trigger_source names it.
    std::optional<PassId> pass = std::nullopt;
    std::optional<std::int64_t> most = std::nullopt;  // Items to queue.
};

struct Compared {
    std::int64_t queued = 0;
    std::int64_t skipped = 0;  // They stand there as they are.
};

/// The integration's row must be locked by this transaction.
Compared queue_differences(pqxx::work& work, Target const& target, Integration const& integration,
                           ToCompare const& items);

}  // namespace rmirror::targets
