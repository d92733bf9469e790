// SPDX-License-Identifier: AGPL-3.0-or-later
// Parses Content-Digest, the header in which an upload states the hash of its content (RFC 9530).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::http {

/// Returns the value of `sha-256=:BASE64:` as 64 lower-case hex digits; other algorithms in the list are
/// ignored. Nullopt unless the list has exactly one valid SHA-256.
std::optional<std::string> sha256_of_digest(std::string_view content_digest);

}  // namespace rmirror::http
