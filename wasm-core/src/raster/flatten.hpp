// SPDX-License-Identifier: AGPL-3.0-or-later
// Second stage: from page units to pixels, without the points that no pixel can tell apart.
#pragma once

#include "base/result.hpp"
#include "raster/outline.hpp"
#include "raster/raster.hpp"

#include <vector>

namespace rmirror {

/// Pixels of a whole picture, counted from its top left corner; may lie outside of it.
struct PixelRect {
    int left = 0, top = 0, width = 1, height = 1;
};

/// How a part of the plane lies on a picture.
struct View {
    Rect area;      // page units: what the whole picture shows
    int width = 1;  // pixels of the whole picture
    int height = 1;
    PixelRect window;     // what is drawn of it
    double scale = 1;     // pixels per page unit
    bool turned = false;  // drawn a quarter turn clockwise: the page's left edge lies on top
};

/// Error: bad_request when a width below one pixel is asked for.
Result<View> view_of(Page const& page, RenderRequest const& request);

/// The same for a page whose visible area is known.
Result<View> view_of(Page const& page, Rect const& area, RenderRequest const& request);

struct Place {
    double x = 0, y = 0;  // pixels
};
Place to_pixels(View const& view, double x, double y);

/// Turns the discs of a stroke from page units into pixels and leaves out those that lie, within a tenth of
/// a pixel, on the straight way from one that stays to the next that stays.
void flatten(std::vector<InkPoint>& points, View const& view);

}  // namespace rmirror
