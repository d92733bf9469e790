// SPDX-License-Identifier: AGPL-3.0-or-later
#include "display/bounds.hpp"

#include "display/extent.hpp"
#include "display/sheet.hpp"

#include <algorithm>

namespace rmirror {

Rect visible_area(PreparedPage const& page, Orientation orientation)
{
    return grown(sheet_of(page.page(), orientation), page.visible_extent());
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
