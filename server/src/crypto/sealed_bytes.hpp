// SPDX-License-Identifier: AGPL-3.0-or-later
// Encrypts named content, such as the parts of a backup, with XChaCha20-Poly1305 by libsodium. The name isn't
// stored but must be given again, so content can't be passed off under another name.
//
//     1 byte         version, 1
//     24 bytes       random nonce
//     as the text    the ciphertext
//     16 bytes       its tag, over all of the above and the name
#pragma once

#include "base/secret.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::crypto {

constexpr std::size_t kSealKeyBytes = 32;

/// Throws std::logic_error unless the key has kSealKeyBytes.
std::string seal_bytes(Secret const& key, std::string_view name, std::string_view content);

/// Nullopt if any bit of the sealed bytes, the key or the name differs from when they were sealed.
std::optional<std::string> open_bytes(Secret const& key, std::string_view name, std::string_view sealed);

}  // namespace rmirror::crypto
