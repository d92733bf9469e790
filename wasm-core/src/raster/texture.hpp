// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws pictures onto a page as textured triangles: its images, and the source page below its ink.
#pragma once

#include "display/view.hpp"
#include "raster/coverage/coverage.hpp"
#include "raster/picture.hpp"
#include "scene/scene.hpp"

namespace rmirror {

/// Every pixel of the page is computed independently, so that tiles of a page match.
void draw_image(Picture& page, View const& view, Image const& image, Pixels const& pixels);

/// Outlines an image's triangles, for an image whose picture is missing.
void cover_frame(CoverageMask& mask, View const& view, Image const& image);

}  // namespace rmirror
