// SPDX-License-Identifier: AGPL-3.0-or-later
// A colour picture.
#pragma once

#include <cstdint>
#include <vector>

namespace rmirror {

struct Picture {
    int width = 0;  // pixels
    int height = 0;
    std::vector<std::uint8_t> rgba;  // 4 bytes per pixel, rows from the top, opaque
};

}  // namespace rmirror
