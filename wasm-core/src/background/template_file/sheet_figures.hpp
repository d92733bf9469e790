// SPDX-License-Identifier: AGPL-3.0-or-later
// Collects the shapes of one upright sheet: cut to the sheet, on whole units where that is what the tablet
// does, and few, however many there were.
#pragma once

#include "background/background.hpp"
#include "background/template_file/template_file.hpp"
#include "base/result.hpp"

#include <cstddef>
#include <vector>

namespace rmirror {

/// A line or the edge of an area; x grows to the right, y downwards, from the sheet's top left corner.
using Outline = std::vector<Spot>;

class SheetFigures {
public:
    /// Page units.
    SheetFigures(double width, double height) : right_(width), bottom_(height) {}

    struct Look {
        TemplateInk ink;
        double pitch = 0;  // page units to the next copy; 0: there is none
        double width = 0;  // of a stroke
    };

    /// A closed line ends where it begins. Level and upright pieces cover whole units where the width is a
    /// whole number, as the tablet's do.
    Result<Done> stroke(std::vector<Outline> const& lines, Look const& look);

    /// By the nonzero rule.
    Result<Done> fill(std::vector<Outline> const& outlines, bool smooth, Look const& look);

    /// Bottom first. Error: too_large where drawing them would cover the sheet too often.
    Result<std::vector<Figure>> take();

private:
    Result<Done> stroke_line(Outline const& line, Look const& look);
    Result<Done> add(Outline& outline, std::size_t least, Look const& look);

    double right_, bottom_;
    std::vector<Figure> figures_;
    std::size_t points_ = 0;
};

}  // namespace rmirror
