// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/tokens/own_tokens.hpp"

#include "input/uuid.hpp"

#include <boost/json.hpp>

#include <utility>

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

std::string OwnTokens::access_token(UserId const& user_id, std::string_view session_id, Time now) const
{
    return crypto::sign_jwt({{"iss", view(kIssuer)},
                             {"type", view(kAccess)},
                             {"sub", view(user_id.text())},
                             {"sid", view(session_id)},
                             {"iat", seconds_of(now)},
                             {"exp", seconds_of(now + kAccessLife)}},
                            secret_);
}

std::string OwnTokens::agent_token(UserId const& user_id, std::string_view jti, Time now) const
{
    return crypto::sign_jwt({{"iss", view(kIssuer)},
                             {"type", view(kAgent)},
                             {"sub", view(user_id.text())},
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
    constexpr std::string_view kNotOurs = "The token isn't from this server. Sign in again.";
    if (!claims_to_be_ours(token) || !crypto::is_genuine(token, key_))
        return kNotOurs;
    auto const expires = time_claim(token, "exp");
    if (!expires || *expires <= now)
        return std::string_view("The token has expired. Sign in again.");
    OwnToken own;
    own.kind = token.text("type") == kAgent ? OwnToken::Kind::agent : OwnToken::Kind::access;
    own.id = token.text(own.kind == OwnToken::Kind::agent ? "jti" : "sid");
    bool const is_known_type = token.text("type") == kAgent || token.text("type") == kAccess;
    auto subject = input::parse_uuid(token.text("sub"));
    if (!is_known_type || !subject || !input::is_uuid(own.id))
        return kNotOurs;
    own.user_id = UserId(std::move(*subject));
    return own;
}

}  // namespace rmirror::auth
