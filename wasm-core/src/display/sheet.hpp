// SPDX-License-Identifier: AGPL-3.0-or-later
// What a page is written on: its paper, the source page in the paper's place, and the template on it.
#pragma once

#include "background/background.hpp"
#include "display/request.hpp"
#include "scene/scene.hpp"

#include <vector>

namespace rmirror {

/// The page's paper in its own frame (page units).
Rect paper_rect(Page const& page, Orientation orientation);

/// What is written on, in the page's own frame (page units): the source page that was given, or the paper.
/// Since version 6 a source is a sheet of its own size; before, the tablet fitted it into the paper.
Rect sheet_of(Page const& page, Orientation orientation);

/// True when there is a source page to be drawn.
bool shows_source(Page const& page, RenderRequest const& request);

/// The template the request asks for; empty when it asks for none.
Background background_for(Page const& page, RenderRequest const& request);

/// Where the sheets lie that a picture of `area` shows, in page units below the first one. A page that grew
/// past its paper continues on the next sheet.
std::vector<double> sheet_offsets(Background const& background, Rect const& area);

}  // namespace rmirror
