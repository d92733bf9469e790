// SPDX-License-Identifier: AGPL-3.0-or-later
// The table of the tablet's built-in templates, one row each.
#pragma once

#include "background/run.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace rmirror {

class Pattern;

/// Parameters of a drawing function, in page units. Those it doesn't use are 0.
struct Measures {
    double pitch = 0;  // between neighbouring lines
    double first = 0;  // from the top edge to the first line
    double edge = 0;   // from the left and right edge to the lines' ends
    int columns = 0;
    int rows = 0;
};

/// Greys of lines. A line one unit wide that falls between two units makes each of them half as dark.
constexpr std::uint8_t kBlackLines = 0;
constexpr std::uint8_t kGreyLines = 192;  // exports of 2026; the tablet's pictures of 2018 had 127
constexpr std::uint8_t kWhiteLines = 255;

struct Template {
    std::string_view name;
    std::span<Run const> runs;
    Fit fit = Fit::continued;
    std::uint8_t shade = kGreyLines;
    bool dark = false;
    void (*draw)(Pattern&, Measures const&) = nullptr;  // for slanted lines and sheets never measured
    Measures measures = {};
};

std::span<Template const> ruled_templates();  // lines, dots and grids (ruled_templates.cpp)
std::span<Template const>
planned_templates();  // planners, checklists, storyboards, music (planned_templates.cpp)
std::span<Template const> drawn_templates();  // drawn by a function (drawn_templates.cpp)

/// Whether the tablet lists the sheet as "LS"; its numbers are those of the landscape sheet.
inline bool is_landscape(std::string_view name)
{
    return name.substr(0, 3) == "LS ";
}

/// Returns nullptr if there is no template of this name.
Template const* find_template(std::string_view name);

}  // namespace rmirror
