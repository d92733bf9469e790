// SPDX-License-Identifier: AGPL-3.0-or-later
// First stage: from page units to pixels, without the points that no pixel can tell apart.
#pragma once

#include "display/outline.hpp"
#include "display/view.hpp"

#include <cstdint>
#include <vector>

namespace rmirror {

/// What becomes of a stroke's first and last disc where a larger one lies on the same place.
enum class Ends : std::uint8_t {
    kept,    // the stroke ends as narrow as it is at its very end
    merged,  // in pictures for reading, which keep what they were first made with
};

/// Turns the discs of a stroke from page units into pixels and leaves out those that lie, within a tenth of
/// a pixel, on the straight way from one that stays to the next that stays.
void flatten(std::vector<InkPoint>& points, View const& view, Ends ends = Ends::kept);

}  // namespace rmirror
