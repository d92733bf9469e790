// SPDX-License-Identifier: AGPL-3.0-or-later
// How large the tablet sets each kind of paragraph, in page units.
#pragma once

#include "typeset/typeset.hpp"

namespace rmirror {

struct TextMetrics {
    double size = 32;
    double first_baseline = 34;  // below the top of the text column, when the paragraph is the first
    double pitch = 70;           // from the line above to the paragraph's first line
    double line_pitch = 37.5;    // between the lines of a wrapped paragraph
};

// Measured on eight pages of typed text of which the tablet's own thumbnails exist (5 page units to the
// pixel). The first baseline of plain text agrees with ink at the very top of the screen: it hangs on
// the start of the text at y = -268.0, and 234 + 34 - 268 = 0.
inline TextMetrics metrics_of(ParagraphKind kind)
{
    switch (kind) {
        case ParagraphKind::title:
            return {64, 66, 163.5, 75};
        case ParagraphKind::subheading:
            return {36, 38, 89.5, 42};
        default:
            return {};
    }
}

// UNSURE: from one item to the next of the same list; by another reader's eye, no thumbnail (2026-11).
constexpr double kListPitch = 35;

// Anchors in the first column state x = -464 where the column's edge is -468. On the right the tablet breaks
// a heading of 924 units in a column of 936.
constexpr double kLeftMargin = 4;
constexpr double kRightMargin = 12;

// A list item's marker stands one step in, its text two; every level adds another two.
constexpr double kListStep = 22;

/// Width of a character in a font of size 1. The tablet's typeface is not ours to ship, so these are
/// averages by class, fitted to the same thumbnails: a line comes out within a few per cent.
double advance_of(char32_t character, bool bold);

/// The same in the font that was set for the style, and the average where there is none.
double advance_in_font(char32_t character, bool bold, bool italic);

}  // namespace rmirror
