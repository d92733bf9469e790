// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace rmirror {

/// Encodes a value for use in a URL (RFC 3986): keeps letters, digits and "-._~" unchanged.
std::string percent_encoded(std::string_view text);

}  // namespace rmirror
