// SPDX-License-Identifier: AGPL-3.0-or-later
// Attaches the pictures that the caller supplies to an open page: its images, and the source page below the
// ink.
#pragma once

#include "base/result.hpp"
#include "scene/scene.hpp"

#include <string>

namespace rmirror {

/// Sets the pixels of the page's images with that uuid, replacing earlier ones. Does nothing if the page has
/// none. Error: bad_request if the pixels' size doesn't match width and height.
Result<Done> give_image(Page& page, std::string const& uuid, Pixels pixels);

/// Without pixels and href: sets the place of the source page to `rect` (page units). Otherwise: sets the
/// picture of the source page's part at `rect`. Error: bad_request if the pixels' size doesn't match width
/// and height.
Result<Done> give_source(Page& page, Rect const& rect, Pixels pixels);

}  // namespace rmirror
