// SPDX-License-Identifier: AGPL-3.0-or-later
// Shapes of lists: bullets, task boxes, and the line through completed tasks.
#pragma once

#include "typeset/fonts.hpp"
#include "typeset/typeset.hpp"

#include <vector>

namespace rmirror {

/// Distance from the left edge of an item's level to that of its mark, in page units.
double left_of_mark(ListMark mark);

/// Black shapes in page units, filled together by the nonzero rule, so a tick is a hole in its box.
std::vector<Contour> marks_of(TextLine const& line);

}  // namespace rmirror
