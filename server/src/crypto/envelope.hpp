// SPDX-License-Identifier: AGPL-3.0-or-later
// Credentials as they lie in the database: sealed with AES-256-GCM, by a key that HKDF-SHA256 makes of a
// master key for each user. What an envelope was sealed for is not in it, and has to be said again to open
// it: copied to a row of another user, provider or key, it opens for nobody.
//
//     1 byte        version, 1
//     12 bytes      nonce, drawn at random for each envelope
//     as the text   AES-256-GCM's output
//     16 bytes      its tag, over all of the above and over the context
#pragma once

#include "base/ids.hpp"
#include "base/secret.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::crypto {

constexpr std::size_t kMasterKeyBytes = 32;
/// What an envelope takes beyond its text.
constexpr std::size_t kEnvelopeBytes = 1 + 12 + 16;

struct EnvelopeContext {
    UserId const& user_id;
    std::string_view provider;
    std::string_view key_id;  // Of the master key.
};

/// Throws std::logic_error for a master key of another length.
std::string seal_envelope(Secret const& master_key, EnvelopeContext const& context, Secret const& text);

/// Nothing when a bit of the envelope, the master key or the context is not what it was when it was sealed.
std::optional<Secret> open_envelope(Secret const& master_key, EnvelopeContext const& context,
                                    std::string_view envelope);

}  // namespace rmirror::crypto
