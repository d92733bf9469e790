// SPDX-License-Identifier: AGPL-3.0-or-later
// Signs requests as Standard Webhooks specifies (standardwebhooks.com), so that receivers can verify the
// sender.
#pragma once

#include "base/secret.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace rmirror::targets::webhook {

/// The value of webhook-signature. `secret` is base64, with or without "whsec_" before it; `seconds` is the
/// Unix time in webhook-timestamp.
std::string signature_of(Secret const& secret, std::string_view id, std::int64_t seconds,
                         std::string_view body);

}  // namespace rmirror::targets::webhook
