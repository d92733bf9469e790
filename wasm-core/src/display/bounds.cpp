// SPDX-License-Identifier: AGPL-3.0-or-later
#include "display/bounds.hpp"

#include "display/extent.hpp"
#include "display/sheet.hpp"

#include <algorithm>

namespace rmirror {

namespace {

// Page units, measured on pages with pictures drawn by reMarkable's own software (decision 43).
constexpr double kForgiven = 2;         // a point this far outside doesn't enlarge a v5 page
constexpr double kAroundInk = 10;       // margin beside ink that leaves a PDF's page
constexpr double kBelowLongPages = 49;  // margin below the lowest ink

bool lies_within(Extent const& extent, Rect const& rect, double margin)
{
    return extent.left >= rect.x - margin && extent.top >= rect.y - margin &&
           extent.right <= rect.x + rect.width + margin && extent.bottom <= rect.y + rect.height + margin;
}

/// Extends the extent by `more` on each side where it leaves the rectangle.
Extent leaving_by(Extent extent, Rect const& rect, double more)
{
    if (extent.left < rect.x)
        extent.left -= more;
    if (extent.top < rect.y)
        extent.top -= more;
    if (extent.right > rect.x + rect.width)
        extent.right += more;
    if (extent.bottom > rect.y + rect.height)
        extent.bottom += more;
    return extent;
}

/// The visible extent, but counting strokes only on sides where one of their points leaves the rectangle: the
/// rim of a stroke written at the edge is cut off there.
Extent extent_beyond(PreparedPage const& page, Rect const& rect)
{
    auto const& all = page.visible_extent();
    auto const& points = page.point_extent();
    auto extent = page.non_stroke_extent();
    if (points.left < rect.x)
        extent.left = all.left;
    if (points.top < rect.y)
        extent.top = all.top;
    if (points.right > rect.x + rect.width)
        extent.right = all.right;
    if (points.bottom > rect.y + rect.height)
        extent.bottom = all.bottom;
    return extent;
}

}  // namespace

Rect visible_area(PreparedPage const& page, Orientation orientation)
{
    auto const sheet = sheet_of(page.page(), orientation);
    auto extent = page.page().frame == Frame::top_left ? page.visible_extent() : extent_beyond(page, sheet);
    if (page.page().source)
        return grown(sheet, leaving_by(extent, sheet, kAroundInk));
    if (page.page().frame == Frame::top_left)
        return grown(sheet,
                     lies_within(page.point_extent(), sheet, kForgiven) ? page.non_stroke_extent() : extent);
    if (page.point_extent().bottom > sheet.y + sheet.height)
        extent.bottom = std::max(extent.bottom, page.drawn_extent().bottom + kBelowLongPages);
    return grown(sheet, extent);
}

std::optional<Rect> drawn_area(PreparedPage const& page)
{
    auto const [left, top, right, bottom] = page.drawn_extent();
    if (left > right)
        return std::nullopt;
    return Rect{left, top, right - left, bottom - top};
}

bool is_blank(PreparedPage const& page)
{
    return std::none_of(page.layers().begin(), page.layers().end(), [](PreparedLayer const& prepared) {
        auto const& layer = *prepared.layer;
        return layer.visible &&
               (!layer.highlights.empty() || !layer.images.empty() || !prepared.strokes.empty());
    });
}

}  // namespace rmirror
