// SPDX-License-Identifier: AGPL-3.0-or-later
// Bytes as text: with padding (RFC 4648 §4), as JSON and headers carry them, or as it may stand in an address
// or a token, base64url without padding (§5).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::crypto {

std::string base64(std::string_view bytes);
std::string base64url(std::string_view bytes);

// Nothing for anything else than what the two above write: no other padding, no blanks, no stray bits at the
// end.
std::optional<std::string> parse_base64(std::string_view text);
std::optional<std::string> parse_base64url(std::string_view text);

}  // namespace rmirror::crypto
