// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws the runs of a built-in template.
#pragma once

#include "background/pattern.hpp"
#include "background/templates.hpp"

namespace rmirror {

/// Returns the smallest distance between neighbours of a series, in page units.
double lay_runs(Pattern& sheet, Template const& row);

}  // namespace rmirror
