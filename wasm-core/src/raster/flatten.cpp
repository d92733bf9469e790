// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/flatten.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

// Browsers refuse canvases with a longer side.
constexpr double kLongestSide = 32'000;

// Floats still tell half pixels apart there.
constexpr double kFarthestPixel = 4e6;

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

double finite_or_zero(double value)
{
    return std::isfinite(value) ? clamp_to_plane(value) : 0;
}

/// Edges are rounded, not sides: tiles that share an edge then neither overlap nor leave a gap.
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

/// How far two points between which others were left out may lie apart, in points.
constexpr std::size_t kMostLeftOut = 24;

bool lies_on_the_way(InkPoint const& point, InkPoint const& from, InkPoint const& to)
{
    // Pixels; on a broad line a little more passes unseen.
    float const indistinguishable = std::max(0.1F, 0.02F * point.radius);
    constexpr float kAsDense = 0.02F;
    float const dx = to.x - from.x;
    float const dy = to.y - from.y;
    float const square = dx * dx + dy * dy;
    float const along = square > 0 ? ((point.x - from.x) * dx + (point.y - from.y) * dy) / square : 0;
    if (!(along >= 0 && along <= 1))
        return false;
    float const off_x = point.x - (from.x + along * dx);
    float const off_y = point.y - (from.y + along * dy);
    float const wider = point.radius - (from.radius + along * (to.radius - from.radius));
    float const denser = point.density - (from.density + along * (to.density - from.density));
    return off_x * off_x + off_y * off_y <= indistinguishable * indistinguishable &&
           std::fabs(wider) <= indistinguishable && std::fabs(denser) <= kAsDense;
}

void drop_indistinguishable(std::vector<InkPoint>& points)
{
    constexpr float kSamePlace = 0.1F;  // pixels
    std::size_t kept = 0;
    for (auto const& next : points) {
        if (kept > 0) {
            auto& last = points[kept - 1];
            float const dx = next.x - last.x;
            float const dy = next.y - last.y;
            if (dx * dx + dy * dy < kSamePlace * kSamePlace) {
                last.radius = std::max(last.radius, next.radius);
                last.density = std::max(last.density, next.density);
                continue;
            }
        }
        points[kept++] = next;
    }
    points.resize(kept);
}

void drop_those_on_the_way(std::vector<InkPoint>& points)
{
    if (points.size() < 3)
        return;
    std::size_t kept = 1;
    std::size_t last = 0;  // index of the last kept point among the old ones, which are not overwritten yet
    for (std::size_t next = 2; next < points.size(); ++next) {
        bool on_the_way = next - last <= kMostLeftOut;
        for (std::size_t between = last + 1; on_the_way && between < next; ++between)
            on_the_way = lies_on_the_way(points[between], points[last], points[next]);
        if (on_the_way)
            continue;
        last = next - 1;
        points[kept++] = points[last];
    }
    points[kept++] = points.back();
    points.resize(kept);
}

}  // namespace

Result<View> view_of(Page const& page, RenderRequest const& request)
{
    return view_of(page, visible_area(page, request.orientation), request);
}

Result<View> view_of(Page const& page, Rect const& area, RenderRequest const& request)
{
    if (request.width_px && *request.width_px < 1)
        return Error{ErrorCode::bad_request, "a picture needs a width of at least one pixel"};
    View view;
    view.area = area;
    // Up to v5 a landscape page is stored as the portrait page it was before the tablet was turned. The
    // direction is that of the one such notebook we know, whose two pages read upright this way.
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
    while (std::int64_t{view.width} * view.height > kMaxPixels)  // rounding up may have gone a row too far
        (view.height > view.width ? view.height : view.width) -= 1;
    view.window = {0, 0, view.width, view.height};
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

void flatten(std::vector<InkPoint>& points, View const& view)
{
    for (auto& point : points) {
        auto const place = to_pixels(view, point.x, point.y);
        point.x = static_cast<float>(place.x);
        point.y = static_cast<float>(place.y);
        point.radius = static_cast<float>(point.radius * view.scale);
    }
    drop_indistinguishable(points);
    drop_those_on_the_way(points);
}

}  // namespace rmirror
