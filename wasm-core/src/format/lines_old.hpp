// SPDX-License-Identifier: AGPL-3.0-or-later
// "lines-old", 2017, firmware before 1.5: one `.lines` file holds the whole notebook.
#pragma once

#include "base/bytes.hpp"
#include "scene/scene.hpp"

#include <vector>

namespace rmirror::lines_old {

Result<std::vector<Page>> parse(ByteReader in);

}  // namespace rmirror::lines_old
