// SPDX-License-Identifier: AGPL-3.0-or-later
// Validates names from files, which must not be trusted as paths.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace rmirror {

/// 8-4-4-4-12 hex digits, in either case: the only ids that the tablet assigns.
bool is_uuid(std::string_view text);

/// Parses the 0-based page number that the oldest files use as a name: "0", "12". At most six digits.
std::optional<std::size_t> page_number(std::string_view stem);

/// No template has a longer name. Longer ones in files are truncated, so that a request that names the page's
/// template has a bounded size.
constexpr std::size_t kMaxTemplateBytes = 1024;

}  // namespace rmirror
