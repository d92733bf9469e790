// SPDX-License-Identifier: AGPL-3.0-or-later
// A stroke as compact SVG path data.
#pragma once

#include "display/outline.hpp"

#include <span>
#include <string>
#include <vector>

namespace rmirror {

/// At most one decimal, without the zero before the point: "-0.5" as "-.5".
std::string to_svg_number(double value);

/// A part of a stroke drawn with constant width; adjacent parts share a point.
struct PathPiece {
    double width = 0;  // page units
    std::string data;
    bool is_cut_square = false;  // a round end would extend beyond the stroke's
};
std::vector<PathPiece> path_pieces(std::span<InkPoint const> outline);

}  // namespace rmirror
