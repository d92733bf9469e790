// SPDX-License-Identifier: AGPL-3.0-or-later
// Writing what came of an item, also of one whose worker fell silent.
#pragma once

#include "db/pool.hpp"
#include "queue/job.hpp"

#include <chrono>
#include <cstddef>

namespace rmirror::queue {

constexpr int kMostAttempts = 5;

/// How long an item waits that has failed so many times: 30 s, then twice as long each time, at most an hour.
std::chrono::seconds backoff(int attempts);

/// Writes how an item ended; all of it or nothing. False when the lease was lost meanwhile: another has the
/// item now, and nothing was written.
bool end(db::Pool& pool, Job& job, Item const& item, Outcome const& outcome);

/// Ends what was leased to workers that are silent, as a failed attempt: a thing that kills whoever does it
/// must not do so for ever. Answers how many.
std::size_t rescue(db::Pool& pool, Job& job);

}  // namespace rmirror::queue
