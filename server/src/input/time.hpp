// SPDX-License-Identifier: AGPL-3.0-or-later
// Points in time as clients write them, and PostgreSQL reads them.
#pragma once

#include <string_view>

namespace rmirror::input {

/// RFC 3339 in UTC, such as 2026-03-01T12:00:00.5Z, of the years 1970 to 9999.
bool is_time(std::string_view text);

/// What to say of what is none.
constexpr std::string_view kTimeSentence = "Must be a time in UTC such as 2026-03-01T12:00:00Z.";

}  // namespace rmirror::input
