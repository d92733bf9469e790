// SPDX-License-Identifier: AGPL-3.0-or-later
// The part of the plane that a picture of a page shows, and whether the page has content.
#pragma once

#include "display/prepared_page.hpp"
#include "display/request.hpp"
#include "scene/scene.hpp"

#include <optional>

namespace rmirror {

/// The area that a picture of the whole page shows, in the page's frame (page units): the paper, or the
/// source page if there is one, enlarged where ink leaves it. Non-finite points are ignored. `orientation` is
/// that of the paper.
Rect visible_area(PreparedPage const& page, Orientation orientation);

/// Bounding box of visible strokes and images in the page's frame (page units); nullopt if there are none.
std::optional<Rect> drawn_area(PreparedPage const& page);

/// Whether the page has no visible ink, highlight or image. A source page counts as paper.
bool is_blank(PreparedPage const& page);

}  // namespace rmirror
