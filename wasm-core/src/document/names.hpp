// SPDX-License-Identifier: AGPL-3.0-or-later
// What may stand for a page: names that come out of files and must not be trusted as paths.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace rmirror {

/// 8-4-4-4-12 hex digits, in either case: the only ids the tablet gives.
bool is_uuid(std::string_view text);

/// The 0-based number that the oldest files have for a name: "0", "12". At most six digits.
std::optional<std::size_t> page_number(std::string_view stem);

/// No template has a longer name. What a file says beyond it is cut off, so that a page can be asked for by
/// its template in a request of bounded size.
constexpr std::size_t kMaxTemplateBytes = 1024;

}  // namespace rmirror
