// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/flatten.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

/// Maximum distance, as a difference of indexes, between two kept points that others were dropped between.
constexpr std::size_t kMaxDropped = 24;

bool lies_on_the_way(InkPoint const& point, InkPoint const& from, InkPoint const& to)
{
    // Pixels; on a broad line a slightly larger deviation is invisible.
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

void drop_indistinguishable(std::vector<InkPoint>& points, Ends ends)
{
    constexpr float kSamePlace = 0.1F;  // pixels
    constexpr float kAsWide = 0.25F;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        auto const next = points[i];
        if (kept > 0) {
            auto& last = points[kept - 1];
            float const dx = next.x - last.x;
            float const dy = next.y - last.y;
            bool const is_narrow_end = (kept == 1 && next.radius > last.radius + kAsWide) ||
                                       (i + 1 == points.size() && next.radius < last.radius - kAsWide);
            if (!(is_narrow_end && ends == Ends::kept) && dx * dx + dy * dy < kSamePlace * kSamePlace) {
                last.radius = std::max(last.radius, next.radius);
                last.density = std::max(last.density, next.density);
                continue;
            }
        }
        points[kept++] = next;
    }
    points.resize(kept);
}

void drop_collinear(std::vector<InkPoint>& points)
{
    if (points.size() < 3)
        return;
    std::size_t kept = 1;
    std::size_t last = 0;  // index of the last kept point in the original array, which is not overwritten yet
    for (std::size_t next = 2; next < points.size(); ++next) {
        bool on_the_way = next - last <= kMaxDropped;
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

void flatten(std::vector<InkPoint>& points, View const& view, Ends ends)
{
    for (auto& point : points) {
        auto const place = to_pixels(view, point.x, point.y);
        point.x = static_cast<float>(place.x);
        point.y = static_cast<float>(place.y);
        point.radius = static_cast<float>(point.radius * view.scale);
    }
    drop_indistinguishable(points, ends);
    drop_collinear(points);
}

}  // namespace rmirror
