// SPDX-License-Identifier: AGPL-3.0-or-later
// Bytes as text that may stand in an address or a token: base64url without padding (RFC 4648 §5).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::crypto {

std::string base64url(std::string_view bytes);
/// Nothing for anything else than what base64url() writes: no padding, no blanks, no stray bits at the end.
std::optional<std::string> parse_base64url(std::string_view text);

}  // namespace rmirror::crypto
