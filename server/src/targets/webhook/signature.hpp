// SPDX-License-Identifier: AGPL-3.0-or-later
// Signatures of Standard Webhooks (standardwebhooks.com), by which a receiver knows who calls.
#pragma once

#include "base/secret.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace rmirror::targets::webhook {

/// The value of webhook-signature. `secret` is base64, also with "whsec_" before it; `seconds` those of the
/// Unix epoch, as webhook-timestamp has them.
std::string signature_of(Secret const& secret, std::string_view id, std::int64_t seconds,
                         std::string_view body);

}  // namespace rmirror::targets::webhook
