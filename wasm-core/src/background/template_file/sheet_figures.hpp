// SPDX-License-Identifier: AGPL-3.0-or-later
// Collects the shapes of one upright sheet: clips them to the sheet, snaps them to whole units where the
// tablet does, and merges them into few figures.
#pragma once

#include "background/background.hpp"
#include "background/template_file/template_file.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <vector>

namespace rmirror {

/// The points of a line or of an area's edge; x grows to the right, y downwards, from the sheet's top left
/// corner.
using Outline = std::vector<Spot>;

class SheetFigures {
public:
    /// Page units.
    SheetFigures(double width, double height) : right_(width), bottom_(height) {}

    struct Look {
        TemplateInk ink;
        double pitch = 0;  // page units to the next copy; 0: there is only one
        double width = 0;  // of the stroke
    };

    /// A line that ends at its start is closed. If the width is an integer, horizontal and vertical parts
    /// cover whole units, as on the tablet.
    Result<Done> stroke(std::vector<Outline> const& lines, Look const& look);

    /// Filled by the nonzero rule.
    Result<Done> fill(std::vector<Outline> const& outlines, bool smooth, Look const& look);

    /// Figures bottom first. Error: too_large if drawing them would cover the sheet too many times.
    Result<std::vector<Figure>> take();

private:
    Result<Done> stroke_line(Outline const& line, Look const& look);
    Result<Done> add(Outline& outline, std::size_t min, Look const& look);

    double right_, bottom_;
    std::vector<Figure> figures_;
    std::size_t points_ = 0;
};

}  // namespace rmirror
