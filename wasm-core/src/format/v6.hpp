// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses version 6, firmware 3: a CRDT stored as a list of tagged blocks.
#pragma once

#include "base/bytes.hpp"
#include "scene/scene.hpp"

#include <vector>

namespace rmirror::v6 {

Result<std::vector<Page>> parse(ByteReader in);

}  // namespace rmirror::v6
