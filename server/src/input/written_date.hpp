// SPDX-License-Identifier: AGPL-3.0-or-later
// Dates as people write them on a page.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::input {

/// "2026-03-05" of "5.3.2026", "March 5th, 2026" or "Do, 5. März 26". Nothing where the day, the month or the
/// year is missing or could be another one, as in "3/5/2026".
std::optional<std::string> date_written(std::string_view text);

}  // namespace rmirror::input
