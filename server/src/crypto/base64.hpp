// SPDX-License-Identifier: AGPL-3.0-or-later
// Base64: with padding (RFC 4648 §4) for JSON and headers, and base64url without padding (§5) for URLs and
// tokens.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::crypto {

std::string base64(std::string_view bytes);
std::string base64url(std::string_view bytes);

// Accept only what the functions above produce: nullopt for other padding, white space, or non-zero bits
// after the end.
std::optional<std::string> parse_base64(std::string_view text);
std::optional<std::string> parse_base64url(std::string_view text);

}  // namespace rmirror::crypto
