// SPDX-License-Identifier: AGPL-3.0-or-later
// JSON Web Tokens in compact form (RFC 7515, RFC 7519): written with our secret, read with any key.
#pragma once

#include "crypto/verification_key.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::crypto {

constexpr std::size_t kMostTokenBytes = 8U << 10U;

/// A token taken apart. Nothing in it may be believed before is_genuine().
struct Jwt {
    std::string algorithm;
    std::string key_id;  // Empty when it names none.
    boost::json::object claims;
    std::string signed_part;
    std::string signature;

    /// A claim that is text; empty when it is absent or anything else.
    std::string_view text(std::string_view claim) const;
};

/// Nothing when it is no token, is larger than kMostTokenBytes, or demands extensions (`crit`), of which we
/// know none.
std::optional<Jwt> parse_jwt(std::string_view token);

/// The key made this signature, and the token says what the key's algorithm is: `none`, or an RSA key used as
/// an HMAC secret, never fit.
bool is_genuine(Jwt const& token, VerificationKey const& key);

/// HS256.
std::string sign_jwt(boost::json::object const& claims, Secret const& secret);

}  // namespace rmirror::crypto
