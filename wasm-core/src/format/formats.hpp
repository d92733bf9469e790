// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses page files of every version into scenes.
#pragma once

#include "base/bytes.hpp"
#include "scene/scene.hpp"

#include <vector>

namespace rmirror {

/// Maximum memory for one page, file and scene together; beyond it, ErrorCode::too_large.
constexpr std::size_t kMaxPageBytes = 512U << 20U;

/// Returns one scene for a `.rm` file, one per page for a `.lines` notebook. Errors: not_a_page,
/// unsupported_version, truncated, corrupt, too_large. A damaged part inside a v6 page isn't an error; it is
/// listed in Page::unreadable.
Result<std::vector<Page>> parse_pages(Bytes file);

/// Parses one page (0-based) without storing the points of the others. Error: also bad_request if there is no
/// such page.
Result<Page> parse_page(Bytes file, std::size_t index);

Error no_such_page(std::size_t index);

}  // namespace rmirror
