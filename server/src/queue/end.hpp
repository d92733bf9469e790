// SPDX-License-Identifier: AGPL-3.0-or-later
// Writes the outcome of an item, or of one whose worker stopped responding.
#pragma once

#include "db/pool.hpp"
#include "queue/job.hpp"

#include <chrono>
#include <cstddef>

namespace rmirror::queue {

constexpr int kMaxAttempts = 5;

/// The delay after that many failed attempts: `first`, doubling each time, at most an hour.
std::chrono::seconds backoff(int attempts, std::chrono::seconds first = std::chrono::seconds(30));

/// Writes the outcome of an item in one transaction. Returns false and writes nothing if the lease was lost,
/// because the item now belongs to another worker.
bool end(db::Pool& pool, Job& job, Item const& item, Outcome const& outcome);

/// Ends items whose lease has expired as failed attempts, so that an item that crashes its worker isn't
/// retried forever. Returns their number.
std::size_t fail_expired_leases(db::Pool& pool, Job& job);

}  // namespace rmirror::queue
