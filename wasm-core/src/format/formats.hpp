// SPDX-License-Identifier: AGPL-3.0-or-later
// From the bytes of a page file to scenes, whatever the version.
#pragma once

#include "base/bytes.hpp"
#include "scene/scene.hpp"

#include <vector>

namespace rmirror {

/// Most memory that one page may need, file and scene together; more is ErrorCode::too_large.
constexpr std::size_t kMaxPageBytes = 512U << 20U;

/// One scene for a `.rm` file, one per page for a `.lines` notebook. Errors: not_a_page,
/// unsupported_version, truncated, corrupt, too_large. A bad part inside a v6 page is no error:
/// it is listed in Page::unreadable.
Result<std::vector<Page>> parse_pages(Bytes file);

/// One of them (0-based), without keeping the points of the others. Also bad_request when there is no such
/// page.
Result<Page> parse_page(Bytes file, std::size_t index);

Error no_such_page(std::size_t index);

}  // namespace rmirror
