// SPDX-License-Identifier: AGPL-3.0-or-later
// Where an image lies, for documents that draw pictures by a matrix.
#pragma once

#include "scene/scene.hpp"

#include <vector>

namespace rmirror {

struct ImagePlace {
    // From the picture's unit square (y downwards) to page units, x' = a x + c y + e, y' = b x + d y + f. By
    // the first triangle: where the others disagree, a document cannot follow.
    double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0;
    std::vector<ImageVertex> corners;  // of its triangles, three each; none: there is nothing to draw
    bool is_whole = true;              // no part of the picture is cut off
};

ImagePlace place_of(Image const& image);

}  // namespace rmirror
