// SPDX-License-Identifier: AGPL-3.0-or-later
// Validates times from clients for use in PostgreSQL.
#pragma once

#include <string_view>

namespace rmirror::input {

/// True for RFC 3339 in UTC, such as 2026-03-01T12:00:00.5Z, in the years 1970 to 9999.
bool is_time(std::string_view text);

/// The error message for any other text.
constexpr std::string_view kTimeSentence = "Must be a time in UTC such as 2026-03-01T12:00:00Z.";

}  // namespace rmirror::input
