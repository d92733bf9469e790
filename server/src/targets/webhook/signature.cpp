// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/webhook/signature.hpp"

#include "crypto/base64.hpp"
#include "crypto/hmac.hpp"

namespace rmirror::targets::webhook {

std::string signature_of(Secret const& secret, std::string_view id, std::int64_t seconds,
                         std::string_view body)
{
    constexpr std::string_view kPrefix = "whsec_";
    std::string_view text = secret.reveal();
    if (text.starts_with(kPrefix))
        text.remove_prefix(kPrefix.size());
    Secret const key(crypto::parse_base64(text).value_or(""));
    auto signed_text = std::string(id);
    signed_text.append(".").append(std::to_string(seconds)).append(".").append(body);
    return "v1," + crypto::base64(crypto::hmac_sha256(key, signed_text));
}

}  // namespace rmirror::targets::webhook
