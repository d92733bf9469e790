// SPDX-License-Identifier: AGPL-3.0-or-later
// Encrypts credentials for the database with AES-256-GCM, with a key per user that HKDF-SHA256 derives from a
// master key. The context for which an envelope was sealed isn't stored in it and must be given again to open
// it, so an envelope copied to the row of another user, provider or key can't be opened.
//
//    1 byte        version, 1
//     12 bytes      random nonce
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
/// The size of an envelope, in addition to its text.
constexpr std::size_t kEnvelopeBytes = 1 + 12 + 16;

struct EnvelopeContext {
    UserId const& user_id;
    std::string_view provider;
    std::string_view key_id;  // The id of the master key.
};

/// Throws std::logic_error unless the master key has kMasterKeyBytes.
std::string seal_envelope(Secret const& master_key, EnvelopeContext const& context, Secret const& text);

/// Nullopt if any bit of the envelope, the master key or the context differs from when it was sealed.
std::optional<Secret> open_envelope(Secret const& master_key, EnvelopeContext const& context,
                                    std::string_view envelope);

}  // namespace rmirror::crypto
