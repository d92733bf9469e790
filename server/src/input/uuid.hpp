// SPDX-License-Identifier: AGPL-3.0-or-later
// UUIDs: ids of this database have version 7, so they sort by age; the tablet's ids may have any version.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::input {

/// A UUID of version 7 (RFC 9562), in lower case. The database's default for ids is uuid_v7(), which also
/// orders ids of the same millisecond.
std::string new_uuid();

/// Parses 8-4-4-4-12 hex digits in either case, and returns them in lower case. Rejects the other formats
/// that PostgreSQL accepts.
std::optional<std::string> parse_uuid(std::string_view text);

bool is_uuid(std::string_view text);

}  // namespace rmirror::input
