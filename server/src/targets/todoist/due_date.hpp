// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds the due date that a to-do names, as in "Call Anna by Friday" or "Bericht bis zum 5. März".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::targets::todoist {

/// The first due date in the line, in English or German, such as "2026-03-06". A weekday is the next one
/// after the day on which the line was written. `written` is that day ("2026-03-02"); if it is unknown, only
/// dates with a year are due dates. Dates that can be read in two ways, as "5/3", are none.
std::optional<std::string> due_date(std::string_view line, std::optional<std::string_view> written);

}  // namespace rmirror::targets::todoist
