// SPDX-License-Identifier: AGPL-3.0-or-later
// What lies below the ink of a display picture: the page's source or template, then its typed text.
#pragma once

#include "background/background.hpp"
#include "pens/pens.hpp"
#include "raster/coverage.hpp"
#include "raster/flatten.hpp"
#include "raster/raster.hpp"

#include <functional>
#include <vector>

namespace rmirror {

/// Leaves one shape after another in the mask and has each blended in its colour.
void draw_below_ink(Page const& page, RenderRequest const& request, View const& view, CoverageMask& mask,
                    std::function<void(Rgba)> const& blend);

/// True when there is a source page to be drawn.
bool shows_source(Page const& page, RenderRequest const& request);

/// The template the request asks for; empty when it asks for none.
Background background_for(Page const& page, RenderRequest const& request);

/// Where the sheets lie that a picture shows, in page units below the first one. A page that grew past its
/// paper goes on on the next sheet.
std::vector<double> sheet_offsets(Background const& background, Rect const& area);

}  // namespace rmirror
