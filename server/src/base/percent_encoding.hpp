// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace rmirror {

/// As a value stands in an address (RFC 3986): letters, digits and "-._~" as they are.
std::string percent_encoded(std::string_view text);

}  // namespace rmirror
