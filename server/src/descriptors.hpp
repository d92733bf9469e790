// SPDX-License-Identifier: AGPL-3.0-or-later
// How many file descriptors the server needs, and asking the system for them.
#pragma once

#include "base/log.hpp"
#include "base/settings.hpp"

#include <cstddef>

namespace rmirror {

/// With every connection to the database open, and without a client or a call to another service:
///
///     standard input, output and error, the port and what it keeps back for turning clients away    5
///     each loop of RMIRROR_IO_THREADS: its poller, two wake-ups and a timer                         4
///     curl's wake-up                                                                                2
///     the database pool
///     listeners: changes, the follower of targets, and the queue of each kind of job                6
///     Redis: counts of requests, and of calls                                                       2
std::size_t descriptors_at_rest(Settings const& settings, std::size_t processors);

/// For RMIRROR_CONNECTIONS clients, at rest, and kDescriptorsAtWork.
std::size_t descriptors_needed(Settings const& settings, std::size_t processors);

/// For calls to other services, and for files that are being sent or stored.
constexpr std::size_t kDescriptorsAtWork = 200;

/// Raises the process's limit to `needed`, as far as its hard limit allows. Returns what it may have then.
std::size_t raise_descriptor_limit(std::size_t needed);

void report_few_descriptors(std::size_t limit, std::size_t needed, Log& log);

}  // namespace rmirror
