// SPDX-License-Identifier: AGPL-3.0-or-later
// Arrows among strokes: a shaft with a head, drawn in one stroke or in two or three.
#pragma once

#include "marks/path.hpp"

#include <cstddef>
#include <vector>

namespace rmirror {

struct Arrow {
    Path const* shaft = nullptr;
    Spot tip;
    Spot direction;                  // of length 1, in which it points
    std::vector<std::size_t> paths;  // indices of its strokes
};

/// Arrows of paths that aren't in `used`.
std::vector<Arrow> arrows_among(std::vector<Path> const& paths, std::vector<bool> const& used);

}  // namespace rmirror
