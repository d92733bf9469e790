// SPDX-License-Identifier: AGPL-3.0-or-later
// The page's template as the lowest group of an SVG document.
#pragma once

#include "display/request.hpp"
#include "scene/scene.hpp"

#include <string>

namespace rmirror {

/// Empty if there is nothing below the ink. `area` is the part of the plane shown by the document, in the
/// page's frame.
std::string svg_background(Page const& page, RenderRequest const& request, Rect const& area);

}  // namespace rmirror
