// SPDX-License-Identifier: AGPL-3.0-or-later
// Patterns drawn once for the whole sheet.
#include "background/patterns.hpp"

namespace rmirror::patterns {
namespace {

/// Margin of the sheet in page units.
constexpr double kEdge = 80;

}  // namespace

void piano(Pattern& sheet, Measures const& measures)
{
    constexpr int kStaffLines = 5;
    double const staff = (kStaffLines - 1) * measures.pitch;
    double const system = 2 * staff + measures.first;  // a treble and a bass staff, joined at both ends
    double const right = sheet.width() - kEdge;
    for (double top = measures.first; top + system < sheet.bottom(); top += system + measures.first) {
        for (int i = 0; i < kStaffLines; ++i) {
            sheet.level(top + i * measures.pitch, kEdge, right);
            sheet.level(top + system - i * measures.pitch, kEdge, right);
        }
        sheet.plumb(kEdge, top, top + system);
        sheet.plumb(right, top, top + system);
    }
}

void chords(Pattern& sheet, Measures const& measures)
{
    constexpr int kStrings = 6;
    constexpr int kFrets = 5;
    constexpr double kNut = 6;  // page units: the double line at the top of the neck
    double const width = (kStrings - 1) * measures.pitch;
    double const height = kFrets * measures.pitch * 1.2;
    double const gap = (sheet.width() - 2 * kEdge - measures.columns * width) / (measures.columns - 1);
    for (double top = measures.first; top + height < sheet.bottom(); top += height + measures.first)
        for (int column = 0; column < measures.columns; ++column) {
            double const left = kEdge + column * (width + gap);
            sheet.level(top - kNut, left, left + width);
            for (int fret = 0; fret <= kFrets; ++fret)
                sheet.level(top + fret * height / kFrets, left, left + width);
            for (int string = 0; string < kStrings; ++string)
                sheet.plumb(left + string * measures.pitch, top, top + height);
        }
}

void day(Pattern& sheet, Measures const& measures)
{
    double const middle = sheet.width() * 0.5;
    double const right = sheet.width() - kEdge;
    double const bottom = sheet.bottom() - kEdge;
    sheet.level(measures.first - measures.pitch, kEdge, right);
    for (double y = measures.first; y <= bottom; y += measures.pitch) {
        sheet.level(y, kEdge, middle - kEdge / 2);  // hours
        sheet.level(y, middle + kEdge / 2, right);  // tasks
    }
    sheet.plumb(middle, measures.first, bottom);
}

void week(Pattern& sheet, Measures const& measures)
{
    double const right = sheet.width() - kEdge;
    double const bottom = sheet.bottom() - kEdge;
    double const width = (right - kEdge) / measures.columns;
    double const height = (bottom - measures.first) / measures.rows;
    for (int row = 0; row <= measures.rows; ++row)
        sheet.level(measures.first + row * height, kEdge, right);
    for (int column = 0; column <= measures.columns; ++column)
        sheet.plumb(kEdge + column * width, measures.first, bottom);
    for (int row = 0; row < measures.rows; ++row) {
        double const top = measures.first + row * height;
        sheet.level(top + measures.pitch, kEdge, right);  // below the name of the day
    }
}

}  // namespace rmirror::patterns
