// SPDX-License-Identifier: AGPL-3.0-or-later
// Calculates how many file descriptors the server needs, and raises the limit.
#pragma once

#include "base/log.hpp"
#include "base/settings/settings.hpp"

#include <cstddef>

namespace rmirror {

/// Open descriptors with all database connections open, and without clients or calls to other services:
///
///     standard input, output and error, the port and the acceptor's reserve                         5
///     each of kIoThreads: its poller, two wake-ups and a timer                                      4
///     curl's wake-up                                                                                2
///     the database pool
///     listeners: changes, the follower of targets, and the queue of each kind of job                8
///     the listener of the queue for search by meaning, with RMIRROR_EMBEDDINGS_URL                  1
///     Redis: counts of requests, and of calls                                                       2
std::size_t descriptors_at_rest(Settings const& settings, std::size_t processors);

/// descriptors_at_rest(), one per client (RMIRROR_CONNECTIONS), and kDescriptorsAtWork.
std::size_t descriptors_needed(Settings const& settings, std::size_t processors);

/// For calls to other services, and for files being sent or stored.
constexpr std::size_t kDescriptorsAtWork = 200;

/// Raises the process's limit to `needed`, as far as its hard limit allows. Returns the limit that applies
/// afterwards.
std::size_t raise_descriptor_limit(std::size_t needed);

/// Logs an error that tells the administrator how to raise the limit.
void report_few_descriptors(std::size_t limit, std::size_t needed, Log& log);

}  // namespace rmirror
