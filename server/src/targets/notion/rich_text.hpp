// SPDX-License-Identifier: AGPL-3.0-or-later
// Plain text as Notion takes it, in pieces of so many UTF-16 units.
#pragma once

#include <boost/json/array.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace rmirror::targets::notion {

/// No character is cut in two; none for an empty text.
std::vector<std::string_view> pieces_of(std::string_view utf8, std::size_t most_units);

/// As many items as Notion takes; what is beyond is left out.
boost::json::array rich_text(std::string_view text);

}  // namespace rmirror::targets::notion
