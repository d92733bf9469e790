// SPDX-License-Identifier: AGPL-3.0-or-later
// The tablet's sizes and spacing for each kind of paragraph, in page units.
#pragma once

#include "typeset/fonts.hpp"
#include "typeset/typeset.hpp"

namespace rmirror {

struct TextMetrics {
    double size = 32;
    double first_baseline = 33.6;  // below the top of the text column, if the paragraph is the first
    double above = 69.5;           // from the preceding baseline to the paragraph's first one
    double line_pitch = 37.5;      // between the lines of a wrapped paragraph
};

// Measured beside the desktop app's drawings of the same pages (2026-11). UNSURE: the pitch of wrapped lines,
// which was measured on the tablet's thumbnails at 5 page units per pixel; no page shows a heading's.
/// Factor on the size of our serif font, which is wider than the tablet's.
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

/// The space below a subheading is smaller by this amount.
constexpr double kSubheadingSpacingReduction = 6.8;

// Anchors in the first column have x = -464 while the column's edge is -468. At the right edge, the tablet
// breaks a heading of 924 units in a column of 936.
constexpr double kLeftMargin = 4;
constexpr double kRightMargin = 12;

// A list item's text is indented by one level, with its marker before it.
constexpr double kListLevel = 48;

/// Average width of a character of this class at size 1. The tablet's typeface can't be redistributed, so
/// these are fitted to the same thumbnails; the width of a line is accurate to a few per cent.
double advance_of(char32_t character, bool bold);

/// The width in the font set for the style, or the average if there is none.
double advance_in_font(char32_t character, FontStyle style);

}  // namespace rmirror
