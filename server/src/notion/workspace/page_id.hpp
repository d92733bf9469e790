// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses page ids as copied from Notion URLs: UUIDs with or without dashes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::notion {

/// Returns the id in lower case with dashes, or nullopt if `text` isn't a UUID.
std::optional<std::string> parse_page_id(std::string_view text);

}  // namespace rmirror::notion
