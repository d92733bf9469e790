// SPDX-License-Identifier: AGPL-3.0-or-later
// HMAC-SHA256 (RFC 2104) with libsodium, because OpenSSL takes longer to look up the algorithm than to
// process a short message.
#pragma once

#include "base/secret.hpp"

#include <string>
#include <string_view>

namespace rmirror::crypto {

/// Returns 32 bytes.
std::string hmac_sha256(Secret const& key, std::string_view message);

}  // namespace rmirror::crypto
