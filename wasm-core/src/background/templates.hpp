// SPDX-License-Identifier: AGPL-3.0-or-later
// The tablet's templates: one row each.
#pragma once

#include "background/run.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace rmirror {

class Pattern;

/// Page units. What a row leaves at 0 its pattern does not use.
struct Measures {
    double pitch = 0;  // between neighbouring lines
    double first = 0;  // from the top edge to the first of them
    double edge = 0;   // from the left and right edge to where they begin and end
    int columns = 0;
    int rows = 0;
};

/// The greys of lines. Where a line one unit wide falls between two units, each is half as dark.
constexpr std::uint8_t kBlackLines = 0;
constexpr std::uint8_t kGreyLines = 192;  // exports of 2026; the tablet's pictures of 2018 had 127
constexpr std::uint8_t kWhiteLines = 255;

struct Template {
    std::string_view name;
    std::span<Run const> runs;
    Fit fit = Fit::continued;
    std::uint8_t shade = kGreyLines;
    bool dark = false;
    void (*draw)(Pattern&, Measures const&) = nullptr;  // what no runs describe: slanted or never measured
    Measures measures = {};
};

std::span<Template const> ruled_templates();  // lines, dots and grids (ruled_templates.cpp)
std::span<Template const>
planned_templates();  // planners, checklists, storyboards, music (planned_templates.cpp)
std::span<Template const> drawn_templates();  // those that a formula draws (drawn_templates.cpp)

/// True for sheets that the tablet lists as "LS": their figures are those of the sheet on its side.
inline bool is_landscape(std::string_view name)
{
    return name.substr(0, 3) == "LS ";
}

/// Null when no row has this name.
Template const* find_template(std::string_view name);

}  // namespace rmirror
