// SPDX-License-Identifier: AGPL-3.0-or-later
// The smallest box around what was added.
#pragma once

#include "display/outline.hpp"
#include "scene/scene.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {

/// Page units. Nothing was added as long as `left` lies right of `right`.
struct Extent {
    double left = HUGE_VAL, top = HUGE_VAL, right = -HUGE_VAL, bottom = -HUGE_VAL;

    /// A disc. Places that are no numbers do not count.
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

    /// One of an outline, whose numbers are in order.
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

/// The rectangle and what of the extent lies beyond it, by whole units: one pixel per unit then stays one
/// pixel per unit on a grown page.
Rect grown(Rect const& rect, Extent const& extent);

}  // namespace rmirror
