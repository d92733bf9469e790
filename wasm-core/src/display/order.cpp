// SPDX-License-Identifier: AGPL-3.0-or-later
#include "display/order.hpp"

#include "pens/pens.hpp"

namespace rmirror {

std::vector<Stroke const*> in_drawing_order(std::span<Stroke const> strokes)
{
    std::vector<Stroke const*> order;
    order.reserve(strokes.size());
    for (bool const highlighters : {true, false})
        for (auto const& stroke : strokes)
            if (is_highlighter(stroke.tool) == highlighters)
                order.push_back(&stroke);
    return order;
}

}  // namespace rmirror
