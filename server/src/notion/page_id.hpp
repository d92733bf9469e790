// SPDX-License-Identifier: AGPL-3.0-or-later
// Ids as people copy them out of Notion's addresses: UUIDs with or without dashes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::notion {

/// With dashes and in lower case; nothing for what is none.
std::optional<std::string> parse_page_id(std::string_view text);

}  // namespace rmirror::notion
