// SPDX-License-Identifier: AGPL-3.0-or-later
// The surface below the ink: the paper, the source page that replaces it, and the template.
#pragma once

#include "background/background.hpp"
#include "display/request.hpp"
#include "scene/scene.hpp"

#include <vector>

namespace rmirror {

/// The page's paper in its own frame (page units).
Rect paper_rect(Page const& page, Orientation orientation);

/// The surface written on, in the page's frame (page units): the source page if one was given, otherwise the
/// paper. Since version 6 a source is a sheet of its own size; before, the tablet fitted it into the paper.
Rect sheet_of(Page const& page, Orientation orientation);

/// Whether a source page is to be drawn.
bool shows_source(Page const& page, RenderRequest const& request);

/// The template that the request names; empty if it names none or wants no background.
Background background_for(Page const& page, RenderRequest const& request);

/// Offsets, in page units below the first sheet, of the sheets within `area`: the background of a page that
/// grew past its paper repeats on further sheets.
std::vector<double> sheet_offsets(Background const& background, Rect const& area);

}  // namespace rmirror
