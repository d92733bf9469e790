// SPDX-License-Identifier: AGPL-3.0-or-later
// Which part of the plane a picture shows, and whether there is anything on it.
#pragma once

#include "display/prepared_page.hpp"
#include "display/request.hpp"
#include "scene/scene.hpp"

#include <optional>

namespace rmirror {

/// The part of the plane a picture shows, in the page's own frame (page units): the paper, or the source page
/// that was given in its place, grown where ink leaves it. Non-finite points do not count. `orientation` says
/// how the paper lies.
Rect visible_area(PreparedPage const& page, Orientation orientation);

/// What visible strokes and images cover, in the page's own frame (page units); nothing where there are none.
std::optional<Rect> drawn_area(PreparedPage const& page);

/// True when drawing the page leaves nothing but paper: no ink, no highlight, no image. A source page is
/// paper.
bool is_blank(PreparedPage const& page);

}  // namespace rmirror
