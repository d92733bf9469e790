// SPDX-License-Identifier: AGPL-3.0-or-later
#include "display/bounds.hpp"

#include "display/extent.hpp"
#include "display/outline.hpp"
#include "display/sheet.hpp"
#include "typeset/fonts.hpp"

#include <algorithm>

namespace rmirror {
namespace {

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

Rect visible_area(Page const& page, Orientation orientation)
{
    auto extent = drawn_extent(page);
    for (auto const& layer : page.layers) {
        if (!layer.visible)
            continue;
        for (auto const& highlight : layer.highlights)
            for (auto const& rect : highlight.rects)
                extent.add(rect);
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
