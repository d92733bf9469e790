// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses dates as people write them on a page.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::input {

/// Returns "2026-03-05" for "5.3.2026", "March 5th, 2026" or "Do, 5. März 26". Nullopt if day, month or year
/// is missing or ambiguous, as in "3/5/2026".
std::optional<std::string> date_written(std::string_view text);

}  // namespace rmirror::input
