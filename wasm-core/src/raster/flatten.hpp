// SPDX-License-Identifier: AGPL-3.0-or-later
// Second stage: from page units to pixels, without the points that no pixel can tell apart.
#pragma once

#include "base/result.hpp"
#include "raster/outline.hpp"
#include "raster/raster.hpp"

#include <vector>

namespace rmirror {

/// How a part of the plane lies on a picture.
struct View {
    Rect area;            // page units
    int width = 1;        // pixels
    int height = 1;       // pixels
    double scale = 1;     // pixels per page unit
    bool turned = false;  // drawn a quarter turn clockwise: the page's left edge lies on top
};

/// Error: bad_request when a width below one pixel is asked for.
Result<View> view_of(Page const& page, RenderRequest const& request);

struct Place {
    double x = 0, y = 0;  // pixels
};
Place to_pixels(View const& view, double x, double y);

/// The discs of a stroke in pixels.
std::vector<InkPoint> flatten(std::vector<InkPoint> const& outline, View const& view);

}  // namespace rmirror
