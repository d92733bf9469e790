// SPDX-License-Identifier: AGPL-3.0-or-later
// HMAC with SHA-256 (RFC 2104), by libsodium: OpenSSL spends longer looking for it than on a short message.
#pragma once

#include "base/secret.hpp"

#include <string>
#include <string_view>

namespace rmirror::crypto {

/// 32 bytes.
std::string hmac_sha256(Secret const& key, std::string_view message);

}  // namespace rmirror::crypto
