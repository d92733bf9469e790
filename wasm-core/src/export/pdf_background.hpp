// SPDX-License-Identifier: AGPL-3.0-or-later
// The page's template as PDF operators.
#pragma once

#include "display/request.hpp"
#include "scene/scene.hpp"

#include <string>

namespace rmirror {

/// `area` is the part of the plane that the page shows, in its frame. Units are tenths of page units, as for
/// ink. Empty if the request names no template or an unknown one.
std::string pdf_background(Page const& page, RenderRequest const& request, Rect const& area);

}  // namespace rmirror
