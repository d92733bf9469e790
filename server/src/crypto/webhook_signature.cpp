// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/webhook_signature.hpp"

#include "crypto/base64.hpp"
#include "crypto/hmac.hpp"
#include "crypto/random_token.hpp"

#include <optional>

namespace rmirror::crypto {

namespace {

std::optional<Secret> webhook_key(Secret const& secret)
{
    constexpr std::string_view kPrefix = "whsec_";
    std::string_view text = secret.reveal();
    if (text.starts_with(kPrefix))
        text.remove_prefix(kPrefix.size());
    auto key = parse_base64(text);
    return key && !key->empty() ? std::optional(Secret(std::move(*key))) : std::nullopt;
}

std::string signature_with(Secret const& key, std::string_view id, std::string_view seconds,
                           std::string_view body)
{
    auto signed_text = std::string(id);
    signed_text.append(".").append(seconds).append(".").append(body);
    return "v1," + base64(hmac_sha256(key, signed_text));
}

}  // namespace

bool is_webhook_secret(Secret const& secret)
{
    return webhook_key(secret).has_value();
}

std::string webhook_signature(Secret const& secret, std::string_view id, std::int64_t seconds,
                              std::string_view body)
{
    return signature_with(webhook_key(secret).value_or(Secret()), id, std::to_string(seconds), body);
}

bool has_webhook_signature(Secret const& secret, std::string_view header, std::string_view id,
                           std::string_view seconds, std::string_view body)
{
    auto const key = webhook_key(secret);
    if (!key)
        return false;
    auto const expected = signature_with(*key, id, seconds, body);
    while (!header.empty()) {
        auto const end = header.find(' ');
        if (equal_in_constant_time(header.substr(0, end), expected))
            return true;
        header = end == std::string_view::npos ? std::string_view() : header.substr(end + 1);
    }
    return false;
}

}  // namespace rmirror::crypto
