// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/coverage/taper.hpp"

#include <algorithm>
#include <limits>

namespace rmirror {
namespace {

float distance(InkPoint const& from, InkPoint const& to)
{
    float const dx = to.x - from.x;
    float const dy = to.y - from.y;
    return std::sqrt(dx * dx + dy * dy);
}

/// Whether the disc visibly bulges, by at least a pixel, out of the sides towards `other`, which is `way`
/// pixels away along the stroke.
bool bulges(InkPoint const& disc, InkPoint const& other, float way)
{
    float const gain = disc.radius - other.radius;
    float const seen = std::max(1.0F, 0.1F * disc.radius);
    // The side is inclined by gain / way; the disc then sticks out by about radius * inclination^2 / 2.
    return gain > seen && (gain >= way || disc.radius * gain * gain > 2 * seen * way * way);
}

/// Marks bulging discs in one direction along the stroke; `at(0)` is the index of its start.
template <typename At>
void mark_bulging(std::size_t count, At at, std::span<InkPoint const> points, std::vector<bool>& bulging)
{
    constexpr float kFarEnough = 1;  // pixels: between closer points the widths don't determine the slope
    std::size_t other = 0;
    float way = 0;                                         // pixels from `other`
    float since = std::numeric_limits<float>::infinity();  // pixels since the last bulge
    for (std::size_t i = 1; i < count; ++i) {
        auto const& disc = points[at(i)];
        float const step = distance(points[at(i - 1)], disc);
        way += step;
        since += step;
        for (; other + 1 < i; ++other) {
            float const shorter = way - distance(points[at(other)], points[at(other + 1)]);
            if (shorter < kFarEnough)
                break;
            way = shorter;
        }
        if (bulges(disc, points[at(other)], way))
            since = 0;
        if (since < disc.radius)
            bulging[at(i)] = true;
    }
}

bool changes_width(std::span<InkPoint const> points)
{
    auto const [narrowest, widest] =
        std::minmax_element(points.begin(), points.end(),
                            [](InkPoint const& a, InkPoint const& b) { return a.radius < b.radius; });
    return widest->radius - narrowest->radius > std::max(1.0F, 0.1F * widest->radius);
}

}  // namespace

std::vector<bool> bulging_discs(std::span<InkPoint const> points)
{
    std::vector<bool> bulging;
    if (points.empty() || !changes_width(points))
        return bulging;
    bulging.resize(points.size());
    auto const last = points.size() - 1;
    mark_bulging(
        points.size(), [](std::size_t i) { return i; }, points, bulging);
    mark_bulging(
        points.size(), [last](std::size_t i) { return last - i; }, points, bulging);
    if (std::find(bulging.begin(), bulging.end(), true) == bulging.end())
        bulging.clear();
    return bulging;
}

}  // namespace rmirror
