// SPDX-License-Identifier: AGPL-3.0-or-later
// The placement of an image as matrices, for formats that draw pictures that way.
#pragma once

#include "scene/scene.hpp"

#include <vector>

namespace rmirror {

/// Adjacent triangles that share one matrix.
struct ImagePlacement {
    // Maps the picture's unit square (y downwards) to page units: x' = a x + c y + e, y' = b x + d y + f.
    double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0;
    std::vector<ImageVertex> corners;  // of its triangles, three per triangle
    double hidden = 2;   // twice the share of the picture not shown by them, if they don't overlap
    bool inside = true;  // no corner is outside the picture

    /// Whether the whole picture is shown.
    [[nodiscard]] bool is_whole() const;
};

/// One placement for a flat image, several for a bent one, in the order of its triangles; empty if there is
/// nothing to draw.
std::vector<ImagePlacement> places_of(Image const& image);

}  // namespace rmirror
