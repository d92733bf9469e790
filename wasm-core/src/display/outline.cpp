// SPDX-License-Identifier: AGPL-3.0-or-later
#include "display/outline.hpp"

#include "pens/pens.hpp"
#include "pens/widths.hpp"

#include <cmath>

namespace rmirror {

namespace {

struct PointInk {
    float width, density;  // width: a diameter
};

/// `ink(i)` returns the PointInk of point i.
template <typename Ink>
void append_discs(std::vector<InkPoint>& outlines, Stroke const& stroke, Offset offset, Ink ink)
{
    for (std::size_t i = 0; i < stroke.points.size(); ++i) {
        auto const& point = stroke.points[i];
        if (!std::isfinite(point.x) || !std::isfinite(point.y))
            continue;
        PointInk const disc = ink(i);
        outlines.push_back({static_cast<float>(clamp_to_plane(point.x + offset.x)),
                            static_cast<float>(clamp_to_plane(point.y + offset.y)), disc.width / 2,
                            disc.density});
    }
}

/// Moves an end disc along the stroke by `by`, outwards if positive; inwards it never reaches `next`.
void move_end(InkPoint& end, InkPoint const& next, float by)
{
    float const dx = end.x - next.x;
    float const dy = end.y - next.y;
    float const length = std::sqrt(dx * dx + dy * dy);
    constexpr float kNoDirection = 0.05F;
    if (length < kNoDirection)
        return;
    float const share = std::max(by, -0.9F * length) / length;
    end.x = static_cast<float>(clamp_to_plane(end.x + share * dx));
    end.y = static_cast<float>(clamp_to_plane(end.y + share * dy));
}

/// A stroke's ends reach as far beyond its end points as the pen's tip does, not by half the stroke's width.
void move_ends(std::span<InkPoint> outline, Stroke const& stroke)
{
    auto const& pen = pen_of(stroke.tool);
    if (pen.reach_factor == 0 || outline.size() < 2)
        return;
    auto const by = [&](InkPoint const& end, std::size_t point) {
        return stroke_reach(pen, stroke, point, 2 * end.radius) - end.radius;
    };
    move_end(outline.front(), outline[1], by(outline.front(), 0));
    move_end(outline.back(), outline[outline.size() - 2], by(outline.back(), stroke.points.size() - 1));
}

}  // namespace

void append_outline(std::vector<InkPoint>& outlines, Stroke const& stroke, Offset offset)
{
    auto const& pen = pen_of(stroke.tool);
    if (pen.kind == PenKind::eraser)
        return;
    auto const first = outlines.size();
    append_discs(outlines, stroke, offset, [&](std::size_t i) {
        return PointInk{stroke_width(pen, stroke, i), stroke_density(pen, stroke, i)};
    });
    move_ends(std::span(outlines).subspan(first), stroke);
}

void outline_into(std::vector<InkPoint>& outline, Stroke const& stroke, Offset offset)
{
    outline.clear();
    append_outline(outline, stroke, offset);
}

void reading_outline_into(std::vector<InkPoint>& outline, Stroke const& stroke, Offset offset)
{
    outline.clear();
    auto const& pen = pen_of(stroke.tool);
    if (pen.kind != PenKind::eraser)
        append_discs(outline, stroke, offset, [&](std::size_t i) {
            return PointInk{ocr_width(pen, stroke, i), 1};
        });
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
