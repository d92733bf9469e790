// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace rmirror {

/// Such as "1.0.0", from agent/package.json.
extern std::string_view const kVersion;

}  // namespace rmirror
