// SPDX-License-Identifier: AGPL-3.0-or-later
// Maps a part of the plane to the pixels of a picture.
#pragma once

#include "base/result.hpp"
#include "display/extent.hpp"
#include "display/outline.hpp"
#include "display/request.hpp"
#include "scene/scene.hpp"

#include <cstdint>

namespace rmirror {

/// Maximum pixels per picture; a page that would need more is drawn at a smaller scale.
constexpr std::int64_t kMaxPixels = 64'000'000;

/// Pixels relative to the top left corner of the whole picture; may extend beyond it.
struct PixelRect {
    int left = 0, top = 0, width = 1, height = 1;
};

struct View {
    Rect area;      // page units: what the whole picture shows
    int width = 1;  // pixels of the whole picture
    int height = 1;
    PixelRect window;     // the part of it that is drawn
    double scale = 1;     // pixels per page unit
    bool turned = false;  // rotated a quarter turn clockwise: the page's left edge is on top
};

/// `area` is the page's visible area. Error: bad_request for a width below one pixel, or a part that needs
/// more than kMaxPixels.
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

/// The area, in page units, within which a disc may leave ink in the view's window: slightly larger than the
/// window.
Extent reach_of(View const& view);

/// False if the stroke leaves no ink within `reach`.
inline bool may_leave_ink(Extent const& reach, InkExtent const& ink)
{
    return ink.left - ink.radius <= reach.right && ink.right + ink.radius >= reach.left &&
           ink.top - ink.radius <= reach.bottom && ink.bottom + ink.radius >= reach.top;
}

}  // namespace rmirror
