// SPDX-License-Identifier: AGPL-3.0-or-later
// The patterns that the rows of the table of templates name.
#pragma once

#include "background/pattern.hpp"

namespace rmirror::patterns {

// Repeated over the sheet (repeating.cpp).
void plain(Pattern& sheet, Measures const& measures);  // nothing but the sheet
void lines(Pattern& sheet, Measures const& measures);  // from edge to edge; a margin where one is stated
void heading(Pattern& sheet, Measures const& measures);
void legal(Pattern& sheet, Measures const& measures);
void dots(Pattern& sheet, Measures const& measures);
void grid(Pattern& sheet, Measures const& measures);
void isometric(Pattern& sheet, Measures const& measures);
void hexagons(Pattern& sheet, Measures const& measures);
void perspective(Pattern& sheet, Measures const& measures);  // one vanishing point a column
void staves(Pattern& sheet, Measures const& measures);       // groups of `rows` lines, `pitch` apart
void calligraphy(Pattern& sheet, Measures const& measures);

// Laid out once (planned.cpp).
void piano(Pattern& sheet, Measures const& measures);
void chords(Pattern& sheet, Measures const& measures);
void storyboards(Pattern& sheet, Measures const& measures);
void checklist(Pattern& sheet, Measures const& measures);
void day(Pattern& sheet, Measures const& measures);
void week(Pattern& sheet, Measures const& measures);
void cornell(Pattern& sheet, Measures const& measures);

}  // namespace rmirror::patterns
