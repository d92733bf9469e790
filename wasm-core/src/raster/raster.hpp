// SPDX-License-Identifier: AGPL-3.0-or-later
// Rasterises a page, with identical results on every machine. Stages: flatten, coverage, blend.
#pragma once

#include "base/result.hpp"
#include "display/prepared_page.hpp"
#include "display/request.hpp"
#include "raster/picture.hpp"

namespace rmirror {

/// Error: bad_request for a width below one pixel, or a part that needs more than kMaxPixels.
Result<Picture> draw_display(PreparedPage const& page, RenderRequest const& request);

}  // namespace rmirror
