// SPDX-License-Identifier: AGPL-3.0-or-later
// The drawing functions used by the rows of drawn_templates.cpp.
#pragma once

#include "background/pattern.hpp"
#include "background/templates.hpp"

namespace rmirror::patterns {

// Repeated over the sheet (repeating.cpp).
void isometric(Pattern& sheet, Measures const& measures);
void hexagons(Pattern& sheet, Measures const& measures);
void horizon(Pattern& sheet,
             Measures const& measures);  // rays from the middle, horizontal lines in `rows` parts
void room(Pattern& sheet, Measures const& measures);    // rays from the middle, nested frames
void staves(Pattern& sheet, Measures const& measures);  // groups of `rows` lines, `pitch` apart
void calligraphy(Pattern& sheet, Measures const& measures);

// Laid out once (planned.cpp).
void piano(Pattern& sheet, Measures const& measures);
void chords(Pattern& sheet, Measures const& measures);
void day(Pattern& sheet, Measures const& measures);
void week(Pattern& sheet, Measures const& measures);

}  // namespace rmirror::patterns
