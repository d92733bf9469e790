// SPDX-License-Identifier: AGPL-3.0-or-later
// Lays the runs of a template out on a sheet.
#pragma once

#include "background/pattern.hpp"
#include "background/templates.hpp"

namespace rmirror {

/// Returns the least distance between neighbours of a series, in page units.
double lay_runs(Pattern& sheet, Template const& row);

}  // namespace rmirror
