// SPDX-License-Identifier: AGPL-3.0-or-later
// Signatures of webhooks as Standard Webhooks specifies them (standardwebhooks.com), which Svix uses as well:
// made for receivers of ours, and checked for what others deliver here.
#pragma once

#include "base/secret.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace rmirror::crypto {

/// Whether the text is a secret of the standard: base64 of at least one byte, with or without "whsec_" before
/// it.
bool is_webhook_secret(Secret const& secret);

/// The value of webhook-signature. `seconds` is the Unix time in webhook-timestamp.
std::string webhook_signature(Secret const& secret, std::string_view id, std::int64_t seconds,
                              std::string_view body);

/// Whether one of the signatures in `header`, which are separated by spaces, is the secret's. Signatures of
/// other versions than v1 are ignored. `seconds` is the text of the timestamp as it was received.
bool has_webhook_signature(Secret const& secret, std::string_view header, std::string_view id,
                           std::string_view seconds, std::string_view body);

}  // namespace rmirror::crypto
