// SPDX-License-Identifier: AGPL-3.0-or-later
// Where an image lies, for documents that draw pictures by a matrix.
#pragma once

#include "scene/scene.hpp"

#include <vector>

namespace rmirror {

/// Neighbouring triangles that one matrix places.
struct ImagePlace {
    // From the picture's unit square (y downwards) to page units, x' = a x + c y + e, y' = b x + d y + f.
    double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0;
    std::vector<ImageVertex> corners;  // of its triangles, three each
    double hidden = 2;   // twice the share of the picture that these do not show, where they do not overlap
    bool inside = true;  // no corner lies beyond the picture

    /// No part of the picture is cut off.
    [[nodiscard]] bool is_whole() const;
};

/// One for a flat image, several for one that is bent, in the order of its triangles; none: there is nothing
/// to draw.
std::vector<ImagePlace> places_of(Image const& image);

}  // namespace rmirror
