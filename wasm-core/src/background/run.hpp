// SPDX-License-Identifier: AGPL-3.0-or-later
// Lines and dots of a built-in template as numbers, in page units of the upright sheet: 1404 by 1872, or 1872
// by 1404 for "LS" templates.
#pragma once

#include <cstdint>

namespace rmirror {

/// How a template is adapted to paper of another size. UNSURE: no picture shows one (2026-11).
enum class Fit : std::uint8_t {
    continued,    // series of three or more continue, or end sooner, at their pitch
    top_half,     // the same within the upper half
    bottom_half,  // the same within the lower half, starting from the middle
    stretched,    // the whole sheet is scaled
};

/// `count` positions from `first` on, `pitch` apart.
struct Series {
    float first = 0;
    float pitch = 0;
    std::int16_t count = 1;
};

constexpr float kToEdge = 32'000;  // the sheet's right or bottom edge

/// The extent of a line; `times` such pieces, `step` apart.
struct Span {
    float from = 0;
    float to = kToEdge;
    float step = 0;
    std::int16_t times = 1;
};

enum class LineDirection : std::uint8_t { level, plumb, dotted };

/// On the tablet, lines are either on a whole unit of the page or exactly between two.
enum class Lies : std::uint8_t { on_a_unit, between };

/// Lines of the same direction and length, each one unit wide. `at` is the unit that a line is in or, if it
/// is between two units, the second of them.
struct Run {
    LineDirection way;
    Series at;
    Span span = {};
    Lies lies = Lies::on_a_unit;
};

/// Dots, two units wide, at the crossings of rows and columns. Both give the unit at which a dot starts.
constexpr Run dots(Series rows, Series columns)
{
    return {LineDirection::dotted, rows, {columns.first, kToEdge, columns.pitch, columns.count}};
}

}  // namespace rmirror
