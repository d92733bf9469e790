// SPDX-License-Identifier: AGPL-3.0-or-later
// First stage: from page units to pixels, without the points that no pixel can tell apart.
#pragma once

#include "display/outline.hpp"
#include "display/view.hpp"

#include <vector>

namespace rmirror {

/// Turns the discs of a stroke from page units into pixels and leaves out those that lie, within a tenth of
/// a pixel, on the straight way from one that stays to the next that stays.
void flatten(std::vector<InkPoint>& points, View const& view);

}  // namespace rmirror
