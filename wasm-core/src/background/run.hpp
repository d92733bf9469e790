// SPDX-License-Identifier: AGPL-3.0-or-later
// Lines and dots of one template as figures, in page units of the upright sheet: 1404 by 1872, of "LS"
// templates 1872 by 1404.
#pragma once

#include <cstdint>

namespace rmirror {

/// How a sheet lies on a paper of another size than its own. UNSURE: no picture shows one (2026-11).
enum class Fit : std::uint8_t {
    continued,    // a series of three and more goes on, or ends sooner, at its pitch
    top_half,     // so it does in the upper half
    bottom_half,  // and in the lower one, from the middle
    stretched,    // as a whole
};

/// `first`, and `count - 1` more, `pitch` apart.
struct Series {
    float first = 0;
    float pitch = 0;
    std::int16_t count = 1;
};

constexpr float kToEdge = 32'000;  // the sheet's right or bottom edge, wherever it is

/// From where to where a line goes; `times` such pieces, `step` apart.
struct Span {
    float from = 0;
    float to = kToEdge;
    float step = 0;
    std::int16_t times = 1;
};

enum class Way : std::uint8_t { level, plumb, dotted };

/// The tablet's pictures have their lines on whole units of the page, or right between two.
enum class Lies : std::uint8_t { on_a_unit, between };

/// Lines of one direction and length, each one unit wide. `at` says in which unit a line lies, or, if it lies
/// between two, before which.
struct Run {
    Way way;
    Series at;
    Span span = {};
    Lies lies = Lies::on_a_unit;
};

/// Dots, two units wide, where rows and columns cross. Both say in which unit a dot begins.
constexpr Run dots(Series rows, Series columns)
{
    return {Way::dotted, rows, {columns.first, kToEdge, columns.pitch, columns.count}};
}

}  // namespace rmirror
