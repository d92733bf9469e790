// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/jwt.hpp"

#include "crypto/base64.hpp"
#include "crypto/hmac.hpp"
#include "crypto/json_member.hpp"

#include <boost/json.hpp>

namespace rmirror::crypto {

namespace json = boost::json;

namespace {

constexpr std::size_t kMaxDepth = 8;

std::optional<json::object> object_of(std::string_view encoded)
{
    auto const text = parse_base64url(encoded);
    if (!text)
        return std::nullopt;
    json::parse_options options;
    options.max_depth = kMaxDepth;
    boost::system::error_code error;
    auto value = json::parse(*text, error, {}, options);
    if (error || !value.is_object())
        return std::nullopt;
    return std::move(value.get_object());
}

}  // namespace

std::string_view Jwt::text(std::string_view claim) const
{
    return text_member(claims, claim);
}

std::optional<Jwt> parse_jwt(std::string_view token)
{
    auto const first = token.find('.');
    auto const last = token.rfind('.');
    if (token.size() > kMaxTokenBytes || first == std::string_view::npos || first == last)
        return std::nullopt;
    auto const header = object_of(token.substr(0, first));
    auto claims = object_of(token.substr(first + 1, last - first - 1));
    auto signature = parse_base64url(token.substr(last + 1));
    if (!header || !claims || !signature || header->contains("crit"))
        return std::nullopt;
    Jwt jwt;
    jwt.algorithm = text_member(*header, "alg");
    jwt.key_id = text_member(*header, "kid");
    jwt.claims = std::move(*claims);
    jwt.signed_part = token.substr(0, last);
    jwt.signature = std::move(*signature);
    return jwt;
}

bool is_genuine(Jwt const& token, VerificationKey const& key)
{
    return token.algorithm == key.algorithm() && key.verifies(token.signed_part, token.signature);
}

std::string sign_jwt(json::object const& claims, Secret const& secret)
{
    static auto const header = base64url(R"({"alg":"HS256","typ":"JWT"})");
    auto const signed_part = header + "." + base64url(json::serialize(claims));
    return signed_part + "." + base64url(hmac_sha256(secret, signed_part));
}

}  // namespace rmirror::crypto
