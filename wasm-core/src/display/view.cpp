// SPDX-License-Identifier: AGPL-3.0-or-later
#include "display/view.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

// Browsers refuse canvases with a longer side.
constexpr double kLongestSide = 32'000;

// Up to here a float still resolves half pixels.
constexpr double kFarthestPixel = 4e6;

/// The largest scale, at most `wanted`, at which the picture stays within all limits.
double allowed_scale(double wanted, double width, double height)
{
    double by_pixels = std::sqrt(static_cast<double>(kMaxPixels) / width / height);
    double by_side = kLongestSide / std::max(width, height);
    return std::min({wanted, by_pixels, by_side});
}

/// Rounded up so that ink at the far edge isn't cut; a thousandth is tolerated for the rounding of the scale.
int pixels_for(double length, double scale)
{
    return std::max(1, static_cast<int>(std::ceil(length * scale - 0.001)));
}

double finite_or_zero(double value)
{
    return std::isfinite(value) ? clamp_to_plane(value) : 0;
}

/// Rounds edges, not sides, so that tiles that share an edge neither overlap nor leave a gap.
PixelRect window_of(View const& view, Rect const& part)
{
    auto const x = finite_or_zero(part.x);
    auto const y = finite_or_zero(part.y);
    auto const a = to_pixels(view, x, y);
    auto const b = to_pixels(view, finite_or_zero(x + part.width), finite_or_zero(y + part.height));
    auto edge = [](double place) { return static_cast<int>(std::floor(place + 0.5)); };
    PixelRect window{edge(std::min(a.x, b.x)), edge(std::min(a.y, b.y)), 1, 1};
    window.width = std::max(1, edge(std::max(a.x, b.x)) - window.left);
    window.height = std::max(1, edge(std::max(a.y, b.y)) - window.top);
    return window;
}

}  // namespace

Result<View> view_of(Page const& page, Rect const& area, RenderRequest const& request)
{
    if (request.width_px && *request.width_px < 1)
        return Error{ErrorCode::bad_request, "a picture needs a width of at least one pixel"};
    View view;
    view.area = area;
    // Up to v5 a landscape page is stored as the portrait page it was before the tablet was turned. The
    // direction of the rotation is that of the only such notebook we know, whose two pages are upright this
    // way.
    view.turned = request.orientation == Orientation::landscape && page.frame == Frame::top_left;
    double const width = view.turned ? view.area.height : view.area.width;
    double const height = view.turned ? view.area.width : view.area.height;
    double const wanted_width = request.width_px ? *request.width_px : std::round(width);
    double const wanted = wanted_width / width;
    view.scale = request.rect ? std::min(wanted, kFarthestPixel / std::max(width, height))
                              : allowed_scale(wanted, width, height);
    if (request.rect) {
        view.window = window_of(view, *request.rect);
        if (std::int64_t{view.window.width} * view.window.height > kMaxPixels)
            return Error{ErrorCode::bad_request, "this part of the page is too large for one picture"};
    }
    view.width = view.scale == wanted ? static_cast<int>(wanted_width) : pixels_for(width, view.scale);
    view.height = pixels_for(height, view.scale);
    if (request.rect)
        return view;
    while (std::int64_t{view.width} * view.height > kMaxPixels)  // rounding up may have added a row too many
        (view.height > view.width ? view.height : view.width) -= 1;
    view.window = {0, 0, view.width, view.height};
    return view;
}

Extent reach_of(View const& view)
{
    // Ink is antialiased over half a pixel, and floats resolve positions on the plane to a fiftieth of a page
    // unit.
    double const margin = 2 / view.scale + 1;
    auto const& window = view.window;
    double const across = window.left / view.scale, width = window.width / view.scale;
    double const down = window.top / view.scale, height = window.height / view.scale;
    auto const& area = view.area;
    Extent reach;
    if (view.turned)
        reach.add(Rect{area.x + down, area.y + area.height - across - width, height, width});
    else
        reach.add(Rect{area.x + across, area.y + down, width, height});
    return {reach.left - margin, reach.top - margin, reach.right + margin, reach.bottom + margin};
}

}  // namespace rmirror
