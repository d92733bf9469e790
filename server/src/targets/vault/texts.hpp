// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace rmirror::targets::vault {

bool is_utf8(std::string_view text);

}  // namespace rmirror::targets::vault
