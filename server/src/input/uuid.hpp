// SPDX-License-Identifier: AGPL-3.0-or-later
// Ids: our own are UUIDs of version 7, so that they sort by age; the tablet's may be of any version.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::input {

/// RFC 9562 version 7, in lower case. The database's own default for ids is uuid_v7(), which also orders
/// those of one millisecond.
std::string new_uuid();

/// 8-4-4-4-12 hex digits in either case, as PostgreSQL would take it, and nothing else of what it would; in
/// lower case.
std::optional<std::string> parse_uuid(std::string_view text);

bool is_uuid(std::string_view text);

}  // namespace rmirror::input
