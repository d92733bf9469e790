// SPDX-License-Identifier: AGPL-3.0-or-later
// A stroke of varying width as one filled path in PDF operators. Numbers are whole tenths of a page unit:
// whoever places the path scales by a tenth.
#pragma once

#include "display/outline.hpp"
#include "pens/pens.hpp"

#include <span>
#include <string>
#include <vector>

namespace rmirror {

/// Points that the eye cannot tell from the line between their neighbours are left out.
std::vector<InkPoint> simplify(std::span<InkPoint const> outline);

/// Subpaths that all turn the same way, for the operator `f`: where they overlap nothing is cut out.
/// Covers what the raster covers: the hull of every two discs that follow each other.
void append_filled_outline(std::string& content, std::span<InkPoint const> outline, Cap cap);

/// A number of tenths, as the paths have them.
void append_tenths(std::string& content, double units);

}  // namespace rmirror
