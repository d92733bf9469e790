// SPDX-License-Identifier: AGPL-3.0-or-later
// The order in which a layer is drawn, bottom first: marked text, then images and what lies between them.
#pragma once

#include "scene/scene.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

namespace rmirror {

/// `on_image(image)` for each, and `on_strokes(strokes)` for those below the first, between two and above.
template <typename OnImage, typename OnStrokes>
void walk_images(Layer const& layer, OnImage on_image, OnStrokes on_strokes)
{
    std::span<Stroke const> const strokes(layer.strokes);
    std::size_t from = 0;
    for (auto const& image : layer.images) {
        auto const to = std::clamp<std::size_t>(image.strokes_below, from, strokes.size());
        on_strokes(strokes.subspan(from, to - from));
        on_image(image);
        from = to;
    }
    on_strokes(strokes.subspan(from));
}

}  // namespace rmirror
