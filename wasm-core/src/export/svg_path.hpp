// SPDX-License-Identifier: AGPL-3.0-or-later
// A stroke as SVG path data in short numbers.
#pragma once

#include "display/outline.hpp"

#include <span>
#include <string>
#include <vector>

namespace rmirror {

/// With one decimal at most, "-0.5" as "-.5".
std::string to_svg_number(double value);

/// Pieces of a stroke that are drawn with one width each; neighbours share a point.
struct PathPiece {
    double width = 0;  // page units
    std::string data;
    bool is_cut_square = false;  // a round end would reach beyond the stroke's
};
std::vector<PathPiece> path_pieces(std::span<InkPoint const> outline);

}  // namespace rmirror
