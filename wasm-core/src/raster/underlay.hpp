// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws what is below the ink of a display picture: the page's template, then its typed text.
#pragma once

#include "display/prepared_page.hpp"
#include "display/request.hpp"
#include "display/view.hpp"
#include "pens/pens.hpp"
#include "raster/coverage/coverage.hpp"

#include <functional>

namespace rmirror {

/// Adds shapes to the mask, and calls `blend` with their colour after each group of the same colour.
void draw_underlay(PreparedPage const& page, RenderRequest const& request, View const& view,
                   CoverageMask& mask, std::function<void(Rgba)> const& blend);

}  // namespace rmirror
