// SPDX-License-Identifier: AGPL-3.0-or-later
// Pictures that whoever opens a page brings along: of its images, and of the source page below its ink.
#pragma once

#include "base/result.hpp"
#include "scene/scene.hpp"

#include <string>

namespace rmirror {

/// What the page's images of that uuid show, in the place of what they showed before.
/// Error: bad_request for pixels that do not fit their width and height.
Result<Done> give_image(Page& page, std::string const& uuid, Pixels pixels);

/// The source page lies at `rect` (page units), or, where there are pixels or a href, this is its part there.
/// Error: bad_request for pixels that do not fit their width and height.
Result<Done> give_source(Page& page, Rect const& rect, Pixels pixels);

}  // namespace rmirror
