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

struct DiffRequest {
    std::string types;             // A PostgreSQL array of item types.
    std::string keys;              // A PostgreSQL array of their keys, in the same order.
    bool includes_failed = false;  // Also queue items that failed or were cancelled.
    int priority = 3;              // Of notebooks; other types get 1 more, so they come later.
    std::string cause;             // A value of the queue's column trigger_source.
    std::optional<FullScanId> scan = std::nullopt;
    std::optional<std::int64_t> max = std::nullopt;  // Maximum number of items to queue.
};

struct DiffResult {
    std::int64_t queued = 0;
    std::int64_t skipped = 0;  // Up to date at the target.
};

/// This transaction must hold the lock on the integration's row.
DiffResult queue_differences(pqxx::work& work, Target const& target, Integration const& integration,
                             DiffRequest const& items);

}  // namespace rmirror::targets
