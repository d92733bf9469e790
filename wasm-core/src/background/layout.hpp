// SPDX-License-Identifier: AGPL-3.0-or-later
// How the tablet lays its templates out on other papers than its first: by the sides of the paper. What does
// not depend on the paper keeps its distance from the top, and from where the sheet would begin if it were as
// wide as it is high and lay in the middle.
#pragma once

#include "background/pattern.hpp"
#include "background/run.hpp"

#include <span>
#include <string_view>

namespace rmirror {

/// `at`, and shares of the sheet's sides.
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
}  // where the widened sheet begins

/// On the Paper Pro, and on sheets whose shorter side is at most kSmallSheet: those of the Move.
struct Where {
    Offset large;
    Offset small;

    constexpr Where(double at = 0) : large{at}, small{at} {}
    constexpr Where(Offset offset) : large(offset), small(offset) {}
    constexpr Where(Offset on_large, Offset on_small) : large(on_large), small(on_small) {}
};

constexpr double kSmallSheet = 1000;  // page units

/// Numbers of lines other than these are counts.
constexpr int kOnwards = -1;    // to the sheet's end
constexpr int kBackwards = -2;  // to its beginning
constexpr int kBothWays = -3;

constexpr Offset kRight{0, 1, 0};
constexpr Offset kBottom{0, 0, 1};

/// Lines or dots of one direction: `times` of them, `pitch` apart; each in `pieces`, `step` apart.
struct Ruling {
    Way way;
    Where first;
    double pitch = 0;
    int times = 1;
    Where from = {};  // of dots: where the first one lies
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
    double again = 0;         // page units from one copy of the whole down to the next; 0: there is one
    bool large_only = false;  // the tablet offers it on no small sheet
};

/// Null where the table of templates says how the sheet lies on every paper.
SheetLayout const* find_layout(std::string_view name, double width, double height);

std::span<SheetLayout const> ruled_layouts();    // lines, dots and grids (ruled_layouts.cpp)
std::span<SheetLayout const> planned_layouts();  // planners, checklists, storyboards (planned_layouts.cpp)

/// Returns the least distance between neighbours of a series, in page units.
double lay_out(Pattern& sheet, SheetLayout const& layout);

}  // namespace rmirror
