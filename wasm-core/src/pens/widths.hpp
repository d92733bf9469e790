// SPDX-License-Identifier: AGPL-3.0-or-later
// The width and density of a pen's stroke at each of its points, and how far it extends beyond its ends.
#pragma once

#include "pens/pens.hpp"
#include "scene/scene.hpp"

#include <cstddef>

namespace rmirror {

constexpr float kThinnestStroke = 0.5F;
constexpr float kWidestStroke = 256.0F;

/// Diameter at a point in page units: finite, kThinnestStroke to kWidestStroke. `pen` must be the stroke's
/// own.
float stroke_width(Pen const& pen, Stroke const& stroke, std::size_t point);

/// The same for transcription pictures, which keep the widths they were first made with: a changed picture of
/// the same page would be transcribed and paid for again.
float ocr_width(Pen const& pen, Stroke const& stroke, std::size_t point);

/// Darkness of the pen's ink at this point: finite, 0 to 1. Below a certain density the width decreases too.
float stroke_density(Pen const& pen, Stroke const& stroke, std::size_t point);

/// The same for ink in a uniform tone, for formats without specks: dark enough to be visible.
float even_density(Pen const& pen, Stroke const& stroke, std::size_t point);

/// How far the ink extends beyond the first or last point of a stroke with diameter `width` there, in page
/// units.
float stroke_reach(Pen const& pen, Stroke const& stroke, std::size_t point, float width);

/// Whether transcription pictures draw the pen's strokes as displays do: with the same widths and ends.
bool same_for_ocr(Pen const& pen);

}  // namespace rmirror
