// SPDX-License-Identifier: AGPL-3.0-or-later
// Layouts of built-in templates for papers other than the first tablet's, relative to the sides of the paper.
// What doesn't depend on the paper keeps its distance from the top, and from where a centred sheet as wide as
// it is high would begin.
#pragma once

#include "background/pattern.hpp"
#include "background/run.hpp"

#include <span>
#include <string_view>

namespace rmirror {

/// A position: `at` page units plus fractions of the sheet's width and height.
struct Offset {
    double at = 0;
    double of_width = 0;
    double of_height = 0;
};

constexpr Offset from_middle(double at)
{
    return {at, 0.5, 0};
}
constexpr Offset from_origin(double at)
{
    return {at, 0.5, -0.5};
}  // where the centred square sheet begins

/// A position on the Paper Pro, and on small sheets (those of the Move), whose shorter side is at most
/// kSmallSheet.
struct Where {
    Offset large;
    Offset small;

    constexpr Where(double at = 0) : large{at}, small{at} {}
    constexpr Where(Offset offset) : large(offset), small(offset) {}
    constexpr Where(Offset on_large, Offset on_small) : large(on_large), small(on_small) {}
};

constexpr double kSmallSheet = 1000;  // page units

/// Special values of Ruling::times and Ruling::pieces; other values are counts.
constexpr int kForward = -1;   // to the sheet's end
constexpr int kBackward = -2;  // to its beginning
constexpr int kBothDirections = -3;

constexpr Offset kRight{0, 1, 0};
constexpr Offset kBottom{0, 0, 1};

/// Parallel lines or rows of dots: `times` of them, `pitch` apart, each consisting of `pieces` pieces, `step`
/// apart.
struct Ruling {
    LineDirection way;
    Where first;
    double pitch = 0;
    int times = 1;
    Where from = {};  // for dots: position of the first one
    Where to = {};
    double step = 0;
    int pieces = 1;
};

struct PrintedWord {
    std::string_view text;
    double size;  // page units
    Where x;
    Where baseline;
    Pattern::Align align = Pattern::Align::left;
};

struct SheetLayout {
    std::string_view name;
    std::span<Ruling const> rulings;
    std::span<PrintedWord const> words = {};
    double repeat_height = 0;  // page units from one copy of everything down to the next; 0: only one
    bool large_only = false;   // the tablet doesn't offer it for small sheets
};

/// Returns nullptr if the table of templates describes the sheet for every paper.
SheetLayout const* find_layout(std::string_view name, double width, double height);

std::span<SheetLayout const> ruled_layouts();    // lines, dots and grids (ruled_layouts.cpp)
std::span<SheetLayout const> planned_layouts();  // planners, checklists, storyboards (planned_layouts.cpp)

/// Draws the layout. Returns the smallest distance between neighbours of a series, in page units.
double lay_out(Pattern& sheet, SheetLayout const& layout);

}  // namespace rmirror
