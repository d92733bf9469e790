// SPDX-License-Identifier: AGPL-3.0-or-later
// The tablet's templates: one row each.
#pragma once

#include <span>
#include <string_view>

namespace rmirror {

class Pattern;

/// Page units. What a row leaves at 0 its pattern does not use.
struct Measures {
    double pitch = 0;   // between neighbouring lines or dots
    double first = 0;   // from the top edge to the first of them
    double margin = 0;  // from the left edge to a margin's line
    int columns = 0;
    int rows = 0;
};

/// The part of the sheet that is ruled.
enum class Part : unsigned char { whole, top, bottom };

struct Template {
    std::string_view name;
    void (*draw)(Pattern&, Measures const&);
    Measures measures;
    Part part = Part::whole;
    bool dark = false;
};

std::span<Template const> all_templates();

/// Null when no row has this name.
Template const* find_template(std::string_view name);

}  // namespace rmirror
