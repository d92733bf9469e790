// SPDX-License-Identifier: AGPL-3.0-or-later
// How wide a pen's stroke is at each of its points, how dense, and how far it reaches beyond the last one.
#pragma once

#include "pens/pens.hpp"
#include "scene/scene.hpp"

#include <cstddef>

namespace rmirror {

constexpr float kThinnestStroke = 0.5F;
constexpr float kWidestStroke = 256.0F;

/// Diameter at a point in page units: finite, kThinnestStroke to kWidestStroke. Of the stroke's own pen.
float stroke_width(Pen const& pen, Stroke const& stroke, std::size_t point);

/// The same as pictures for reading have it. They keep the widths they were first made with: another picture
/// of the same page would be read again, and paid for again.
float reading_width(Pen const& pen, Stroke const& stroke, std::size_t point);

/// How dark the pen's ink is at this point: finite, 0 to 1. Where little ink is left the width shrinks too.
float stroke_density(Pen const& pen, Stroke const& stroke, std::size_t point);

/// The same of ink in an even tone, for drawings without specks: dark enough to be seen.
float even_density(Pen const& pen, Stroke const& stroke, std::size_t point);

/// How far the ink reaches beyond the first or the last point of a stroke of that diameter there, in page
/// units.
float stroke_reach(Pen const& pen, Stroke const& stroke, std::size_t point, float width);

/// Whether pictures for reading have the pen's strokes as displays do: as wide, and with the same ends.
bool reads_as_drawn(Pen const& pen);

}  // namespace rmirror
