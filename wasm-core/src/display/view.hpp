// SPDX-License-Identifier: AGPL-3.0-or-later
// How a part of the plane lies on a picture.
#pragma once

#include "base/result.hpp"
#include "display/extent.hpp"
#include "display/outline.hpp"
#include "display/request.hpp"
#include "scene/scene.hpp"

#include <cstdint>

namespace rmirror {

/// Most pixels in one picture: a page that would need more is drawn smaller.
constexpr std::int64_t kMaxPixels = 64'000'000;

/// Pixels of a whole picture, counted from its top left corner; may lie outside of it.
struct PixelRect {
    int left = 0, top = 0, width = 1, height = 1;
};

struct View {
    Rect area;      // page units: what the whole picture shows
    int width = 1;  // pixels of the whole picture
    int height = 1;
    PixelRect window;     // what is drawn of it
    double scale = 1;     // pixels per page unit
    bool turned = false;  // drawn a quarter turn clockwise: the page's left edge lies on top
};

/// Of a page whose visible area is known. Error: bad_request when a width below one pixel is asked for, or a
/// part that needs more than kMaxPixels.
Result<View> view_of(Page const& page, Rect const& area, RenderRequest const& request);

struct Place {
    double x = 0, y = 0;  // pixels
};

inline Place to_pixels(View const& view, double x, double y)
{
    double const right = x - view.area.x;
    double const down = y - view.area.y;
    if (view.turned)
        return {(view.area.height - down) * view.scale, right * view.scale};
    return {right * view.scale, down * view.scale};
}

/// Where a disc must reach to leave ink in the view's window, in page units: a little more than the window
/// shows.
Extent reach_of(View const& view);

/// False for a stroke that leaves no ink there.
inline bool may_leave_ink(Extent const& reach, InkExtent const& ink)
{
    return ink.left - ink.radius <= reach.right && ink.right + ink.radius >= reach.left &&
           ink.top - ink.radius <= reach.bottom && ink.bottom + ink.radius >= reach.top;
}

}  // namespace rmirror
