// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/outline.hpp"

#include "pens/pens.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {

double clamp_to_plane(double coordinate)
{
    return std::clamp(coordinate, -double{kFarthest}, double{kFarthest});
}

std::vector<InkPoint> outline_of(Stroke const& stroke, Offset offset)
{
    auto const& pen = pen_of(stroke.tool);
    std::vector<InkPoint> outline;
    if (pen.kind == PenKind::eraser)
        return outline;
    outline.reserve(stroke.points.size());
    for (auto const& point : stroke.points) {
        if (std::isnan(point.x) || std::isnan(point.y) || std::isinf(point.x) || std::isinf(point.y))
            continue;
        outline.push_back({static_cast<float>(clamp_to_plane(point.x + offset.x)),
                           static_cast<float>(clamp_to_plane(point.y + offset.y)),
                           stroke_width(pen, point, stroke) / 2});
    }
    return outline;
}

}  // namespace rmirror
