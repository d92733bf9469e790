// SPDX-License-Identifier: AGPL-3.0-or-later
// Which part of the plane a picture shows, and whether there is anything on it.
#include "pens/pens.hpp"
#include "raster/outline.hpp"
#include "raster/raster.hpp"
#include "typeset/fonts.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

double paper_side(double side, double when_absurd)
{
    return std::isfinite(side) && side >= 1 ? std::min(side, double{kFarthest}) : when_absurd;
}

/// The smallest box around what was added.
struct Extent {
    double left = HUGE_VAL, top = HUGE_VAL, right = -HUGE_VAL, bottom = -HUGE_VAL;

    void add(double x, double y, double radius)
    {
        if (!std::isfinite(x) || !std::isfinite(y))
            return;
        x = clamp_to_plane(x);
        y = clamp_to_plane(y);
        left = std::min(left, x - radius);
        top = std::min(top, y - radius);
        right = std::max(right, x + radius);
        bottom = std::max(bottom, y + radius);
    }
};

/// By whole units: one pixel per unit then stays one pixel per unit on a grown page.
Rect grown(Rect const& rect, Extent const& extent)
{
    auto units = [](double beyond) { return beyond > 0 ? std::ceil(beyond) : 0; };
    double const left = rect.x - units(rect.x - extent.left);
    double const top = rect.y - units(rect.y - extent.top);
    double right = rect.x + rect.width;
    double bottom = rect.y + rect.height;
    right += units(extent.right - right);
    bottom += units(extent.bottom - bottom);
    return {left, top, right - left, bottom - top};
}

/// What is written on. Since version 6 a source is a sheet of its own size; before, the tablet fitted it into
/// the paper.
Rect sheet_of(Page const& page, Orientation orientation)
{
    auto const paper = paper_rect(page, orientation);
    if (!page.source)
        return paper;
    auto const& source = page.source->rect;
    if (page.frame == Frame::top_center)
        return source;
    Extent both;
    both.add(source.x, source.y, 0);
    both.add(source.x + source.width, source.y + source.height, 0);
    return grown(paper, both);
}

/// Around visible strokes and images.
Extent drawn_extent(Page const& page)
{
    Extent extent;
    auto const offsets = anchor_offsets(page);
    std::vector<InkPoint> points;
    for (auto const& layer : page.layers) {
        if (!layer.visible)
            continue;
        for (auto const& stroke : layer.strokes) {
            outline_into(points, stroke, offset_of(offsets, stroke));
            for (auto const& point : points)
                extent.add(point.x, point.y, point.radius);
        }
        for (auto const& image : layer.images)
            for (auto const& vertex : image.vertices)
                extent.add(vertex.x, vertex.y, 0);
    }
    return extent;
}

bool has_ink(Stroke const& stroke)
{
    return !outline_of(stroke, {}).empty();
}

}  // namespace

Rect paper_rect(Page const& page, Orientation orientation)
{
    double width = paper_side(page.paper.width, 1404);
    double height = paper_side(page.paper.height, 1872);
    if (page.frame == Frame::top_left)
        return {0, 0, width, height};
    // v6 turns the frame with the tablet: the paper's stated sides stay those of portrait.
    if (orientation == Orientation::landscape)
        std::swap(width, height);
    return {-width / 2, 0, width, height};
}

Rect visible_area(Page const& page, Orientation orientation)
{
    auto extent = drawn_extent(page);
    for (auto const& layer : page.layers) {
        if (!layer.visible)
            continue;
        for (auto const& highlight : layer.highlights)
            for (auto const& rect : highlight.rects) {
                extent.add(rect.x, rect.y, 0);
                extent.add(rect.x + rect.width, rect.y + rect.height, 0);
            }
    }
    // Text is drawn where there is a font for it, and then it may run past the paper.
    if (page.text && font_for(false, false) != nullptr)
        for (auto const& line : lay_out(*page.text))
            extent.add(0, line.baseline, line.size / 2);
    return grown(sheet_of(page, orientation), extent);
}

std::optional<Rect> drawn_area(Page const& page)
{
    auto const [left, top, right, bottom] = drawn_extent(page);
    if (left > right)
        return std::nullopt;
    return Rect{left, top, right - left, bottom - top};
}

bool is_blank(Page const& page)
{
    return std::none_of(page.layers.begin(), page.layers.end(), [](Layer const& layer) {
        return layer.visible && (!layer.highlights.empty() || !layer.images.empty() ||
                                 std::any_of(layer.strokes.begin(), layer.strokes.end(), has_ink));
    });
}

}  // namespace rmirror
