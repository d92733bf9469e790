// SPDX-License-Identifier: AGPL-3.0-or-later
#include "display/outline.hpp"

#include "pens/pens.hpp"

#include <cmath>

namespace rmirror {

void append_outline(std::vector<InkPoint>& outlines, Stroke const& stroke, Offset offset)
{
    auto const& pen = pen_of(stroke.tool);
    if (pen.kind == PenKind::eraser)
        return;
    for (auto const& point : stroke.points) {
        if (!std::isfinite(point.x) || !std::isfinite(point.y))
            continue;
        outlines.push_back({static_cast<float>(clamp_to_plane(point.x + offset.x)),
                            static_cast<float>(clamp_to_plane(point.y + offset.y)),
                            stroke_width(pen, point, stroke) / 2, stroke_density(pen, point, stroke)});
    }
}

void outline_into(std::vector<InkPoint>& outline, Stroke const& stroke, Offset offset)
{
    outline.clear();
    append_outline(outline, stroke, offset);
}

std::vector<InkPoint> outline_of(Stroke const& stroke, Offset offset)
{
    std::vector<InkPoint> outline;
    outline.reserve(stroke.points.size());
    append_outline(outline, stroke, offset);
    return outline;
}

InkExtent extent_of(std::span<InkPoint const> outline)
{
    auto const& first = outline.front();
    InkExtent extent{first.x, first.y, first.x, first.y, 0};
    for (auto const& point : outline) {
        extent.left = std::min(extent.left, point.x);
        extent.right = std::max(extent.right, point.x);
        extent.top = std::min(extent.top, point.y);
        extent.bottom = std::max(extent.bottom, point.y);
        extent.radius = std::max(extent.radius, point.radius);
    }
    return extent;
}

}  // namespace rmirror
