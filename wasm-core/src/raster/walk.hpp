// SPDX-License-Identifier: AGPL-3.0-or-later
// What is drawn of a page, bottom first.
#pragma once

#include "pens/pens.hpp"
#include "scene/scene.hpp"

namespace rmirror {

/// `on_highlight(highlight)` and `on_stroke(stroke)` for everything on visible layers, erasers included.
template <typename OnHighlight, typename OnStroke>
void walk(Page const& page, OnHighlight on_highlight, OnStroke on_stroke)
{
    for (auto const& layer : page.layers) {
        if (!layer.visible)
            continue;
        for (auto const& highlight : layer.highlights)
            on_highlight(highlight);
        for (auto const& stroke : layer.strokes)
            if (is_highlighter(stroke.tool))
                on_stroke(stroke);
        for (auto const& stroke : layer.strokes)
            if (!is_highlighter(stroke.tool))
                on_stroke(stroke);
    }
}

}  // namespace rmirror
