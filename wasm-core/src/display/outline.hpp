// SPDX-License-Identifier: AGPL-3.0-or-later
// Converts a stroke to an outline: the discs whose hull it covers, in page units.
#pragma once

#include "scene/scene.hpp"
#include "typeset/typeset.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace rmirror {

/// A disc of ink, in page units, or in pixels after flattening (raster/flatten.hpp).
struct InkPoint {
    float x = 0, y = 0, radius = 0;
    float density = 1;  // 0 to 1: how much of the disc is inked
};

/// Maximum distance from the frame's origin in page units: about 11 m of paper.
constexpr float kFarthest = 100'000.0F;

/// Clamps a coordinate to kFarthest.
inline double clamp_to_plane(double coordinate)
{
    return std::clamp(coordinate, -double{kFarthest}, double{kFarthest});
}

/// Skips points with non-finite coordinates; empty for erasers.
std::vector<InkPoint> outline_of(Stroke const& stroke, Offset offset);

/// Appends the outline to `outlines`.
void append_outline(std::vector<InkPoint>& outlines, Stroke const& stroke, Offset offset);

/// Replaces the content of `outline`, so that its allocation is reused for thousands of strokes.
void outline_into(std::vector<InkPoint>& outline, Stroke const& stroke, Offset offset);

/// The outline for transcription pictures, see pens/widths.hpp.
void reading_outline_into(std::vector<InkPoint>& outline, Stroke const& stroke, Offset offset);

/// Bounding box of an outline's centres, and its largest radius.
struct InkExtent {
    float left, top, right, bottom, radius;
};

/// `outline` must not be empty.
InkExtent extent_of(std::span<InkPoint const> outline);

}  // namespace rmirror
