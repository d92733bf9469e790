// SPDX-License-Identifier: AGPL-3.0-or-later
// Formats times in UTC.
#pragma once

#include <ctime>
#include <string>

namespace rmirror {

/// "2026-11-23T08:00:00Z"
std::string utc_text(std::time_t time);
/// "2026-11-23T08:00"
std::string utc_minute(std::time_t time);

}  // namespace rmirror
