// SPDX-License-Identifier: AGPL-3.0-or-later
// A stroke of varying width as one filled path in PDF operators. Coordinates are whole tenths of a page unit,
// so the caller must scale by a tenth.
#pragma once

#include "display/outline.hpp"
#include "pens/pens.hpp"

#include <span>
#include <string>
#include <vector>

namespace rmirror {

/// Drops points that are visually indistinguishable from the line between their neighbours.
std::vector<InkPoint> simplify(std::span<InkPoint const> outline);

/// Appends subpaths with the same direction for the operator `f`, so that overlaps aren't cut out. Covers the
/// same area as the raster: the hull of every two consecutive discs.
void append_filled_outline(std::string& content, std::span<InkPoint const> outline, Cap cap);

/// Appends a number in tenths, as in the paths.
void append_tenths(std::string& content, double units);

}  // namespace rmirror
