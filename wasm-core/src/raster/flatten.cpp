// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/flatten.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

// Browsers refuse canvases with a longer side.
constexpr double kLongestSide = 32'000;

/// The largest scale, at most the wanted one, at which the picture stays within all limits.
double allowed_scale(double wanted, double width, double height)
{
    double by_pixels = std::sqrt(static_cast<double>(kMaxPixels) / width / height);
    double by_side = kLongestSide / std::max(width, height);
    return std::min({wanted, by_pixels, by_side});
}

/// Rounded up, so that ink at the far edge is not cut; a thousandth forgives rounding of the scale.
int pixels_for(double length, double scale)
{
    return std::max(1, static_cast<int>(std::ceil(length * scale - 0.001)));
}

}  // namespace

Result<View> view_of(Page const& page, RenderRequest const& request)
{
    if (request.width_px && *request.width_px < 1)
        return Error{ErrorCode::bad_request, "a picture needs a width of at least one pixel"};
    View view;
    view.area = visible_area(page, request.orientation);
    // Up to v5 a landscape page is stored as the portrait page it was before the tablet was turned. The
    // direction is that of the one such notebook we know, whose two pages read upright this way.
    view.turned = request.orientation == Orientation::landscape && page.frame == Frame::top_left;
    double width = view.turned ? view.area.height : view.area.width;
    double height = view.turned ? view.area.width : view.area.height;
    double wanted_width = request.width_px ? *request.width_px : std::round(width);
    double wanted = wanted_width / width;
    view.scale = allowed_scale(wanted, width, height);
    view.width = view.scale == wanted ? static_cast<int>(wanted_width) : pixels_for(width, view.scale);
    view.height = pixels_for(height, view.scale);
    while (std::int64_t{view.width} * view.height > kMaxPixels)  // rounding up may have gone a row too far
        (view.height > view.width ? view.height : view.width) -= 1;
    return view;
}

Place to_pixels(View const& view, double x, double y)
{
    double right = x - view.area.x;
    double down = y - view.area.y;
    if (view.turned)
        return {(view.area.height - down) * view.scale, right * view.scale};
    return {right * view.scale, down * view.scale};
}

std::vector<InkPoint> flatten(std::vector<InkPoint> const& outline, View const& view)
{
    constexpr float kIndistinguishable = 0.1F;  // pixels
    std::vector<InkPoint> flat;
    flat.reserve(outline.size());
    for (auto const& point : outline) {
        auto place = to_pixels(view, point.x, point.y);
        InkPoint next{static_cast<float>(place.x), static_cast<float>(place.y),
                      static_cast<float>(point.radius * view.scale)};
        if (!flat.empty()) {
            auto& last = flat.back();
            float dx = next.x - last.x;
            float dy = next.y - last.y;
            if (dx * dx + dy * dy < kIndistinguishable * kIndistinguishable) {
                last.radius = std::max(last.radius, next.radius);
                continue;
            }
        }
        flat.push_back(next);
    }
    return flat;
}

}  // namespace rmirror
