// SPDX-License-Identifier: AGPL-3.0-or-later
// An error as Sentry's ingestion takes it: an envelope with one event.
// https://develop.sentry.dev/sdk/foundations/transport/envelopes/
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace rmirror::error_reports {

struct ErrorReport {
    std::string event;  // A constant phrase of the log, such as "job failed".
    std::vector<std::pair<std::string, std::string>> tags;  // Never content or credentials.
    std::chrono::system_clock::time_point at;
    std::int64_t repeated = 0;  // Times that it was logged since the report before, and not reported.
};

/// What is the same for all reports of a process.
struct Origin {
    std::string release;      // rmirror-server@1.0.0
    std::string environment;  // production or staging
    std::string machine;
};

/// `id`: 32 hexadecimal digits.
std::string envelope(ErrorReport const& report, Origin const& origin, std::string const& id);

}  // namespace rmirror::error_reports
