// SPDX-License-Identifier: AGPL-3.0-or-later
// JSON Web Tokens in compact form (RFC 7515, RFC 7519): signs with this server's secret, verifies with any
// key.
#pragma once

#include "crypto/verification_key.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::crypto {

constexpr std::size_t kMaxTokenBytes = 8U << 10U;

/// A parsed token. Don't trust its content before is_genuine() returned true.
struct Jwt {
    std::string algorithm;
    std::string key_id;  // Empty if the header has none.
    boost::json::object claims;
    std::string signed_part;
    std::string signature;

    /// A string claim; empty if it is absent or has another type.
    std::string_view text(std::string_view claim) const;
};

/// Returns nullopt unless `token` is a JWT of at most kMaxTokenBytes without a `crit` header, whose
/// extensions aren't supported.
std::optional<Jwt> parse_jwt(std::string_view token);

/// True if `key` made the signature and the token names the key's algorithm. So `none`, or an RSA key used as
/// an HMAC secret, is never accepted.
bool is_genuine(Jwt const& token, VerificationKey const& key);

/// Signs with HS256.
std::string sign_jwt(boost::json::object const& claims, Secret const& secret);

}  // namespace rmirror::crypto
