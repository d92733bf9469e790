// SPDX-License-Identifier: AGPL-3.0-or-later
// From a stroke of the file to the discs whose hull it covers, in page units.
#pragma once

#include "scene/scene.hpp"
#include "typeset/typeset.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace rmirror {

/// A disc of ink: in page units, and in pixels once it was flattened (raster/flatten.hpp).
struct InkPoint {
    float x = 0, y = 0, radius = 0;
    float density = 1;  // 0 to 1: how much of the disc is inked
};

/// Nothing lies further from the frame's origin than this many page units: about 11 m of paper.
constexpr float kFarthest = 100'000.0F;

/// Moves a coordinate that lies absurdly far away to the farthest place there is.
inline double clamp_to_plane(double coordinate)
{
    return std::clamp(coordinate, -double{kFarthest}, double{kFarthest});
}

/// Points that are not numbers are left out; empty for pens that are not drawn.
std::vector<InkPoint> outline_of(Stroke const& stroke, Offset offset);

/// The same at the end of what there is already.
void append_outline(std::vector<InkPoint>& outlines, Stroke const& stroke, Offset offset);

/// The same into a vector that is emptied first, so that thousands of strokes need one allocation.
void outline_into(std::vector<InkPoint>& outline, Stroke const& stroke, Offset offset);

/// As pictures for reading have it, see pens/widths.hpp.
void reading_outline_into(std::vector<InkPoint>& outline, Stroke const& stroke, Offset offset);

/// What the centres of an outline span, and its largest radius.
struct InkExtent {
    float left, top, right, bottom, radius;
};

/// Of at least one point.
InkExtent extent_of(std::span<InkPoint const> outline);

}  // namespace rmirror
