// SPDX-License-Identifier: AGPL-3.0-or-later
// How large the tablet sets each kind of paragraph, in page units.
#pragma once

#include "typeset/fonts.hpp"
#include "typeset/typeset.hpp"

namespace rmirror {

struct TextMetrics {
    double size = 32;
    double first_baseline = 33.6;  // below the top of the text column, when the paragraph is the first
    double above = 69.5;           // from the baseline above to the paragraph's first one
    double line_pitch = 37.5;      // between the lines of a wrapped paragraph
};

// Measured beside what the desktop app draws of the same pages (2026-11). UNSURE: the pitch of wrapped lines,
// which is of the tablet's thumbnails, 5 page units to the pixel; no page shows a heading's.
/// Our serif is so much wider than the tablet's.
constexpr double kSerifSize = 0.957;

inline TextMetrics metrics_of(ParagraphKind kind)
{
    switch (kind) {
        case ParagraphKind::title:
            return {64 * kSerifSize, 63.4, 163.3, 75};
        case ParagraphKind::heading:
            return {47 * kSerifSize, 46.6, 115.3, 55};
        case ParagraphKind::subheading:
            return {36, 37.2, 89.9, 42};
        default:
            return {};
    }
}

/// Whatever follows a subheading stands so much nearer to it.
constexpr double kNearerBelowSubheading = 6.8;

// Anchors in the first column state x = -464 where the column's edge is -468. On the right the tablet breaks
// a heading of 924 units in a column of 936.
constexpr double kLeftMargin = 4;
constexpr double kRightMargin = 12;

// A list item's text stands one level in, its marker before it.
constexpr double kListLevel = 48;

/// Width of a character in a font of size 1. The tablet's typeface is not ours to ship, so these are
/// averages by class, fitted to the same thumbnails: a line comes out within a few per cent.
double advance_of(char32_t character, bool bold);

/// The same in the font that was set for the style, and the average where there is none.
double advance_in_font(char32_t character, FontStyle style);

}  // namespace rmirror
