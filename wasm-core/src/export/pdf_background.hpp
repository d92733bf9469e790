// SPDX-License-Identifier: AGPL-3.0-or-later
// A page's template as PDF operators.
#pragma once

#include "display/request.hpp"
#include "scene/scene.hpp"

#include <string>

namespace rmirror {

/// `area` is what the page shows, in its frame. In tenths of page units, as the ink; empty when the request
/// asks for no template, or for an unknown one.
std::string pdf_background(Page const& page, RenderRequest const& request, Rect const& area);

}  // namespace rmirror
