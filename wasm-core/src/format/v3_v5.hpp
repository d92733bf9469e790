// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses versions 3 and 5, firmware 1.5 to 2.15: layers of lines of points, one file per page.
#pragma once

#include "base/bytes.hpp"
#include "scene/scene.hpp"

#include <vector>

namespace rmirror::v3_v5 {

Result<std::vector<Page>> parse_v3(ByteReader in);
Result<std::vector<Page>> parse_v5(ByteReader in);

}  // namespace rmirror::v3_v5
