// SPDX-License-Identifier: AGPL-3.0-or-later
// Patterns that repeat over the sheet.
#include "background/patterns.hpp"

#include <cmath>

namespace rmirror::patterns {
namespace {

constexpr double kHalfRoot3 = 0.8660254037844386;  // half the square root of 3: a height in a triangle

void verticals(Pattern& sheet, double first, double pitch)
{
    for (int i = 0; first + i * pitch < sheet.width(); ++i)
        sheet.plumb(first + i * pitch, sheet.top(), sheet.bottom());
}

}  // namespace

void plain(Pattern& /*sheet*/, Measures const& /*measures*/) {}

void lines(Pattern& sheet, Measures const& measures)
{
    sheet.rule(sheet.top() + measures.first, measures.pitch, 0, sheet.width());
    if (measures.margin > 0)
        sheet.plumb(measures.margin, sheet.top(), sheet.bottom());
}

void heading(Pattern& sheet, Measures const& measures)
{
    constexpr double kDouble = 8;  // page units between the two lines below a heading
    double const below = measures.first - measures.pitch;
    sheet.level(below, 0, sheet.width());
    sheet.level(below + kDouble, 0, sheet.width());
    lines(sheet, measures);
}

void legal(Pattern& sheet, Measures const& measures)
{
    constexpr double kDouble = 10;  // page units between the two lines of the margin
    lines(sheet, measures);
    sheet.plumb(measures.margin + kDouble, sheet.top(), sheet.bottom());
}

void dots(Pattern& sheet, Measures const& measures)
{
    // None on the left edge: measured on "P Dots S", which has its first row at the very top.
    for (int i = 0; sheet.top() + i * measures.pitch < sheet.bottom(); ++i)
        sheet.dots(sheet.top() + i * measures.pitch, measures.pitch, sheet.width(), measures.pitch);
}

void grid(Pattern& sheet, Measures const& measures)
{
    sheet.rule(sheet.top() + measures.first, measures.pitch, measures.margin, sheet.width());
    verticals(sheet, measures.margin, measures.pitch);
}

void isometric(Pattern& sheet, Measures const& measures)
{
    constexpr double kFirst = 3;  // page units: the first upright line
    verticals(sheet, kFirst, measures.pitch);
    double const rise = 0.5 / kHalfRoot3;  // of a slanted line for each unit across
    double const pitch = measures.pitch / kHalfRoot3;
    double const across = sheet.width() - kFirst;
    double const climb = across * rise;
    double const start = sheet.top() - std::ceil(climb / pitch) * pitch;
    for (int i = 0; start + i * pitch < sheet.bottom() + climb; ++i) {
        double const y = start + i * pitch;
        sheet.clipped_line(kFirst, y, sheet.width(), y + climb, sheet.top(), sheet.bottom());
        sheet.clipped_line(kFirst, y, sheet.width(), y - climb, sheet.top(), sheet.bottom());
    }
}

void hexagons(Pattern& sheet, Measures const& measures)
{
    double const side = measures.pitch;
    double const half = side * kHalfRoot3;  // from the centre to the middle of a side
    auto add = [&](double x0, double y0, double x1, double y1) {
        sheet.clipped_line(x0, y0, x1, y1, sheet.top(), sheet.bottom());
    };
    // Each hexagon draws its upper half and its left side; its neighbours draw the rest.
    for (int row = 0; row * 1.5 * side - side < sheet.bottom(); ++row)
        for (int column = 0; (column - 1) * 2 * half < sheet.width(); ++column) {
            double const x = column * 2 * half + (row % 2) * half;
            double const y = row * 1.5 * side;
            add(x - half, y - side / 2, x, y - side);
            add(x, y - side, x + half, y - side / 2);
            add(x - half, y - side / 2, x - half, y + side / 2);
        }
}

void perspective(Pattern& sheet, Measures const& measures)
{
    double const horizon = sheet.bottom() * 0.4;
    sheet.level(horizon, 0, sheet.width());
    for (int point = 0; point < measures.columns; ++point) {
        double const x = measures.columns == 1 ? sheet.width() / 2 : point * sheet.width();
        auto ray = [&](double to_x, double to_y) {
            sheet.clipped_line(x, horizon, to_x, to_y, sheet.top(), sheet.bottom());
        };
        for (double along = 0; along <= sheet.width(); along += measures.pitch) {
            ray(along, 0);
            ray(along, sheet.bottom());
        }
        for (double along = measures.pitch; along < sheet.bottom(); along += measures.pitch) {
            ray(0, along);
            ray(sheet.width(), along);
        }
    }
}

void staves(Pattern& sheet, Measures const& measures)
{
    double const height = (measures.rows - 1) * measures.pitch;
    double const step = height + measures.first;  // From one staff to the next: as far apart as from the top.
    for (double top = measures.first; top + height < sheet.bottom(); top += step)
        for (int i = 0; i < measures.rows; ++i)
            sheet.level(top + i * measures.pitch, measures.margin, sheet.width() - measures.margin);
}

void calligraphy(Pattern& sheet, Measures const& measures)
{
    constexpr double kSlant = 0.7;  // across for each unit up: 55 degrees, as copperplate is written
    staves(sheet, measures);
    double const lean = (sheet.bottom() - sheet.top()) * kSlant;
    double const pitch = measures.pitch * 2;
    for (double x = 0; x < sheet.width() + lean; x += pitch)
        sheet.clipped_line(x, sheet.top(), x - lean, sheet.bottom(), sheet.top(), sheet.bottom());
}

}  // namespace rmirror::patterns
