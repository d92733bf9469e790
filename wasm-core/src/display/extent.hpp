// SPDX-License-Identifier: AGPL-3.0-or-later
// An accumulating bounding box.
#pragma once

#include "display/outline.hpp"
#include "scene/scene.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {

/// Page units. Empty while `left` > `right`.
struct Extent {
    double left = HUGE_VAL, top = HUGE_VAL, right = -HUGE_VAL, bottom = -HUGE_VAL;

    /// Adds a disc; ignores one with a non-finite centre.
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

    /// Adds a disc of an outline, whose coordinates are finite and clamped already.
    void add_disc(InkPoint const& disc)
    {
        double const x = disc.x, y = disc.y, radius = disc.radius;
        left = std::min(left, x - radius);
        top = std::min(top, y - radius);
        right = std::max(right, x + radius);
        bottom = std::max(bottom, y + radius);
    }

    void add(Extent const& other)
    {
        left = std::min(left, other.left);
        top = std::min(top, other.top);
        right = std::max(right, other.right);
        bottom = std::max(bottom, other.bottom);
    }

    void add(Rect const& rect)
    {
        add(rect.x, rect.y, 0);
        add(rect.x + rect.width, rect.y + rect.height, 0);
    }
};

/// The union of the rectangle and the extent, enlarged by whole units, so that one pixel per unit stays one
/// pixel per unit on an enlarged page.
Rect grown(Rect const& rect, Extent const& extent);

}  // namespace rmirror
