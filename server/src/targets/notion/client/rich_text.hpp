// SPDX-License-Identifier: AGPL-3.0-or-later
// Splits plain text for Notion, which limits it in UTF-16 code units.
#pragma once

#include <boost/json/array.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace rmirror::targets::notion {

/// Pieces of at most `max_units` UTF-16 code units, split between characters; none for an empty text.
std::vector<std::string_view> pieces_of(std::string_view utf8, std::size_t max_units);

/// Rich text items, as many as Notion accepts; the rest is cut off.
boost::json::array rich_text(std::string_view text);

}  // namespace rmirror::targets::notion
