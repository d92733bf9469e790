// SPDX-License-Identifier: AGPL-3.0-or-later
// Patterns that repeat over the sheet.
#include "background/patterns.hpp"

#include <cmath>

namespace rmirror::patterns {
namespace {

constexpr double kHalfRoot3 = 0.8660254037844386;  // half the square root of 3

/// Rays from a point to positions `pitch` apart along the sheet's edges, without the horizontal and the
/// vertical ray.
void rays(Pattern& sheet, double x, double y, double pitch)
{
    constexpr double kLevel = 2;  // page units
    auto ray = [&](double to_x, double to_y) { sheet.clipped_line(x, y, to_x, to_y, 0, sheet.bottom()); };
    for (double along = 0; along <= sheet.width(); along += pitch)
        if (std::fabs(along - x) > kLevel) {
            ray(along, 0);
            ray(along, sheet.bottom());
        }
    for (double along = pitch; along < sheet.bottom(); along += pitch)
        if (std::fabs(along - y) > kLevel) {
            ray(0, along);
            ray(sheet.width(), along);
        }
}

}  // namespace

void isometric(Pattern& sheet, Measures const& measures)
{
    constexpr double kFirst = 3;  // page units: position of the first vertical line
    for (int i = 0; kFirst + i * measures.pitch < sheet.width(); ++i)
        sheet.plumb(kFirst + i * measures.pitch, 0, sheet.bottom());
    double const rise = 0.5 / kHalfRoot3;  // of a slanted line per unit across
    double const pitch = measures.pitch / kHalfRoot3;
    double const across = sheet.width() - kFirst;
    double const climb = across * rise;
    double const start = -std::ceil(climb / pitch) * pitch;
    for (int i = 0; start + i * pitch < sheet.bottom() + climb; ++i) {
        double const y = start + i * pitch;
        sheet.clipped_line(kFirst, y, sheet.width(), y + climb, 0, sheet.bottom());
        sheet.clipped_line(kFirst, y, sheet.width(), y - climb, 0, sheet.bottom());
    }
}

void hexagons(Pattern& sheet, Measures const& measures)
{
    double const side = measures.pitch;
    double const half = side * kHalfRoot3;  // from the centre to the middle of a side
    auto add = [&](double x0, double y0, double x1, double y1) {
        sheet.clipped_line(x0, y0, x1, y1, 0, sheet.bottom());
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

void horizon(Pattern& sheet, Measures const& measures)
{
    double const middle = sheet.width() / 2;
    double const bottom = sheet.bottom();
    for (double edge : {0.5, bottom - 0.5})
        sheet.level(edge, 0, sheet.width());
    for (int i = 1; i < measures.rows; ++i)
        sheet.level(std::floor(i * bottom / measures.rows + 0.5), 0, sheet.width());
    sheet.plumb(middle, 0, bottom);
    // UNSURE: where the rays begin and how many there are. Only horizontal and vertical lines are measured
    // (2026-11).
    rays(sheet, middle, bottom / 2, measures.pitch);
}

void room(Pattern& sheet, Measures const& measures)
{
    constexpr double kNext = 0.9;  // size of a frame relative to the one around it
    constexpr int kFrames = 14;
    double const width = sheet.width();
    double const bottom = sheet.bottom();
    double const x = std::floor(width / 2);
    double const y = std::floor(bottom / 2) - 1;
    sheet.plumb(0.5, 0, bottom);
    sheet.plumb(width - 0.5, 0, bottom);
    sheet.level(bottom - 0.5, 0, width);
    double across = width / 2;
    double down = bottom / 2;
    for (int i = 0; i < kFrames; ++i) {
        across *= kNext;
        down *= kNext;
        double const half = std::ceil(across);
        double const height = std::ceil(down);
        sheet.box(x - half, y - height, x + half, y + height);
    }
    // UNSURE: how many rays there are (2026-11). They meet one unit beside the frames' middle.
    sheet.plumb(x + 1, 0, bottom);
    sheet.level(y, 0, width);
    rays(sheet, x + 1, y, measures.pitch);
}

void staves(Pattern& sheet, Measures const& measures)
{
    double const height = (measures.rows - 1) * measures.pitch;
    double const step = height + measures.first;  // from staff to staff; the gap equals the top margin
    for (double top = measures.first; top + height < sheet.bottom(); top += step)
        for (int i = 0; i < measures.rows; ++i)
            sheet.level(top + i * measures.pitch, measures.edge, sheet.width() - measures.edge);
}

void calligraphy(Pattern& sheet, Measures const& measures)
{
    constexpr double kSlant = 0.7;  // units across per unit up: 55 degrees, the slant of copperplate
    staves(sheet, measures);
    double const lean = sheet.bottom() * kSlant;
    double const pitch = measures.pitch * 2;
    for (double x = 0; x < sheet.width() + lean; x += pitch)
        sheet.clipped_line(x, 0, x - lean, sheet.bottom(), 0, sheet.bottom());
}

}  // namespace rmirror::patterns
