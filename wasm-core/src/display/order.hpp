// SPDX-License-Identifier: AGPL-3.0-or-later
// The order in which a layer is drawn, bottom first: marked text, then images and what lies between them.
#pragma once

#include "scene/scene.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace rmirror {

/// Highlighters below all others.
std::vector<Stroke const*> in_drawing_order(std::span<Stroke const> strokes);

/// `on_image(image)` for each, and `on_strokes(strokes)` for those below the first, between two and above.
template <typename OnImage, typename OnStrokes>
void walk_images(Layer const& layer, OnImage on_image, OnStrokes on_strokes)
{
    std::span<Stroke const> const strokes(layer.strokes);
    std::size_t from = 0;
    for (std::size_t i = 0; i <= layer.images.size(); ++i) {
        bool const last = i == layer.images.size();
        auto const to = last ? strokes.size()
                             : std::clamp<std::size_t>(layer.images[i].strokes_below, from, strokes.size());
        on_strokes(strokes.subspan(from, to - from));
        if (!last)
            on_image(layer.images[i]);
        from = to;
    }
}

}  // namespace rmirror
