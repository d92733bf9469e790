// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/own_tokens.hpp"

#include "input/uuid.hpp"

#include <boost/json.hpp>

namespace rmirror::auth {

namespace json = boost::json;

namespace {

constexpr std::string_view kIssuer = "rmirror";
constexpr std::string_view kAccess = "access";
constexpr std::string_view kAgent = "agent";

std::int64_t seconds_of(Time time)
{
    return time.time_since_epoch().count();
}

json::string_view view(std::string_view text)
{
    return {text.data(), text.size()};
}

}  // namespace

std::string OwnTokens::access_token(std::string_view user_id, std::string_view session_id, Time now) const
{
    return crypto::sign_jwt({{"iss", view(kIssuer)},
                             {"type", view(kAccess)},
                             {"sub", view(user_id)},
                             {"sid", view(session_id)},
                             {"iat", seconds_of(now)},
                             {"exp", seconds_of(now + kAccessLife)}},
                            secret_);
}

std::string OwnTokens::agent_token(std::string_view user_id, std::string_view jti, Time now) const
{
    return crypto::sign_jwt({{"iss", view(kIssuer)},
                             {"type", view(kAgent)},
                             {"sub", view(user_id)},
                             {"jti", view(jti)},
                             {"iat", seconds_of(now)},
                             {"exp", seconds_of(now + kAgentLife)}},
                            secret_);
}

bool OwnTokens::claims_to_be_ours(crypto::Jwt const& token)
{
    return token.text("iss") == kIssuer;
}

std::variant<OwnToken, std::string_view> OwnTokens::read(crypto::Jwt const& token, Time now) const
{
    constexpr std::string_view kNotOurs = "The token is not one of this server's.";
    if (!claims_to_be_ours(token) || !crypto::is_genuine(token, key_))
        return kNotOurs;
    auto const expires = time_claim(token, "exp");
    if (!expires || *expires <= now)
        return std::string_view("The token has expired. Sign in again.");
    OwnToken own;
    own.user_id = token.text("sub");
    own.kind = token.text("type") == kAgent ? OwnToken::Kind::agent : OwnToken::Kind::access;
    own.id = token.text(own.kind == OwnToken::Kind::agent ? "jti" : "sid");
    bool const is_known_type = token.text("type") == kAgent || token.text("type") == kAccess;
    if (!is_known_type || !input::is_uuid(own.user_id) || !input::is_uuid(own.id))
        return kNotOurs;
    return own;
}

}  // namespace rmirror::auth
