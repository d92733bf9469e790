// SPDX-License-Identifier: AGPL-3.0-or-later
#include "display/extent.hpp"

namespace rmirror {

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

}  // namespace rmirror
