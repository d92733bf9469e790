// SPDX-License-Identifier: AGPL-3.0-or-later
// Pictures drawn onto a page as textured triangles: its images, and the source page below its ink.
#pragma once

#include "display/view.hpp"
#include "raster/coverage.hpp"
#include "raster/picture.hpp"
#include "scene/scene.hpp"

namespace rmirror {

/// Every pixel of the page is worked out by itself, so that parts of a page fit together.
void draw_image(Picture& page, View const& view, Image const& image, Pixels const& pixels);

/// The edges of its triangles, for an image whose picture is missing.
void cover_frame(CoverageMask& mask, View const& view, Image const& image);

}  // namespace rmirror
