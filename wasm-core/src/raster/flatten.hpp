// SPDX-License-Identifier: AGPL-3.0-or-later
// First stage of rasterising: converts page units to pixels and drops points that make no visible difference.
#pragma once

#include "display/outline.hpp"
#include "display/view.hpp"

#include <cstdint>
#include <vector>

namespace rmirror {

/// How the first and last disc of a stroke are treated if a larger disc is at the same place.
enum class Ends : std::uint8_t {
    kept,    // the stroke's end stays narrow
    merged,  // for transcription pictures, which must stay as they were first made
};

/// Converts a stroke's discs from page units to pixels. Drops those that are, within a tenth of a pixel, on
/// the straight line between the neighbours that are kept.
void flatten(std::vector<InkPoint>& points, View const& view, Ends ends = Ends::kept);

}  // namespace rmirror
