// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands beside and on the words of a list: bullets, the boxes of tasks, and the line through what is
// done.
#pragma once

#include "typeset/fonts.hpp"
#include "typeset/typeset.hpp"

#include <vector>

namespace rmirror {

/// From the left edge of an item's level to that of its mark, page units.
double left_of_mark(ListMark mark);

/// Black shapes in page units, filled together by the nonzero rule: a tick is a hole in its box.
std::vector<Contour> marks_of(TextLine const& line);

}  // namespace rmirror
