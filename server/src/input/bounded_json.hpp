// SPDX-License-Identifier: AGPL-3.0-or-later
// Parsing JSON that a stranger sent, in memory that its length bounds.
#pragma once

#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::input {

/// As parse_json(); nothing, and `why`, also when what it becomes would take more than a few times its
/// length.
std::optional<boost::json::value> parse_bounded(std::string_view text, std::string& why,
                                                std::size_t most_bytes);

}  // namespace rmirror::input
