// SPDX-License-Identifier: AGPL-3.0-or-later
// The drawing order within a layer, bottom first: highlights, then images with the strokes between them.
#pragma once

#include "scene/scene.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

namespace rmirror {

/// Calls `on_strokes(strokes)` with the strokes below the first image, between two and above the last, and
/// `on_image(image)` for each image in between.
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
