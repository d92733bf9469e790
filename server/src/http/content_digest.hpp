// SPDX-License-Identifier: AGPL-3.0-or-later
// The header by which an upload states the hash of its content (RFC 9530).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::http {

/// `sha-256=:BASE64:`, perhaps among other algorithms, as 64 lower-case hex digits. Nothing when it is not
/// there once, or is no SHA-256.
std::optional<std::string> sha256_of_digest(std::string_view content_digest);

}  // namespace rmirror::http

/// Until those who say nothing have moved.
namespace rmirror {
using http::sha256_of_digest;
}  // namespace rmirror
