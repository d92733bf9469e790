// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/providers/oidc_provider.hpp"

#include "auth/providers/provider_calls.hpp"
#include "auth/tokens/identity_claims.hpp"
#include "base/percent_encoding.hpp"
#include "crypto/base64.hpp"
#include "crypto/json_member.hpp"
#include "crypto/random_token.hpp"

#include <boost/json/array.hpp>

#include <chrono>
#include <optional>
#include <utility>

namespace rmirror::auth {

namespace json = boost::json;
using crypto::text_member;
using Why = NotTold::Why;

namespace {

/// For a configuration that is still being fetched, and for keys that the issuer has just replaced.
constexpr std::chrono::seconds kPatience{12};
constexpr auto kScope = "openid email profile";

/// What is wrong with an ID token beyond the rules for all tokens (Core 1.0, section 3.1.3.7).
std::optional<NotTold> fault_of_id_token(crypto::Jwt const& token, std::string const& client_id,
                                         std::string const& nonce)
{
    auto const* const audience = crypto::member_of(token.claims, "aud");
    if (!audience)
        return NotTold{Why::odd, "the ID token has no audience"};
    auto const* const several = audience->if_array();
    if (several && several->size() > 1 && token.text("azp") != client_id)
        return NotTold{Why::odd, "the ID token is for several clients"};
    if (!crypto::equal_in_constant_time(token.text("nonce"), nonce))
        return NotTold{Why::elsewhere, "the ID token has another nonce"};
    return std::nullopt;
}

Time now_of_clock()
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

std::variant<IssuerConfiguration, NotTold> OidcProvider::configuration() const
{
    auto issuer = keys_.wait_for_configuration(kPatience);
    if (!issuer)
        return NotTold{Why::unreachable, "its configuration was never fetched"};
    if (issuer->authorization_url.empty() || issuer->token_url.empty())
        return NotTold{Why::misconfigured,
                       "its configuration names no usable authorization or token endpoint"};
    return std::move(*issuer);
}

std::variant<std::string, NotTold> OidcProvider::screen_url(Visit const& visit) const
{
    auto const found = configuration();
    if (auto const* const failed = std::get_if<NotTold>(&found))
        return *failed;
    auto const& issuer = std::get<IssuerConfiguration>(found);
    auto const challenge = issuer.has_pkce ? code_challenge_of(visit.code_verifier) : "";
    auto const query = form_of({{"response_type", "code"},
                                {"client_id", client_.client_id},
                                {"redirect_uri", visit.redirect_uri},
                                {"scope", kScope},
                                {"state", visit.state},
                                {"nonce", visit.nonce},
                                {"code_challenge", challenge},
                                {"code_challenge_method", issuer.has_pkce ? "S256" : ""}});
    auto const& url = issuer.authorization_url;
    return url + (url.find('?') == std::string::npos ? "?" : "&") + query;
}

std::variant<OutsidePerson, NotTold> OidcProvider::visitor(Visit const& visit, Return const& back) const
{
    auto const found = configuration();
    if (auto const* const failed = std::get_if<NotTold>(&found))
        return *failed;
    auto const& issuer = std::get<IssuerConfiguration>(found);
    if (back.issuer ? *back.issuer != keys_.issuer() : issuer.names_itself)
        return NotTold{Why::elsewhere, "the code is from another issuer"};
    auto const tokens = exchange(issuer, visit, back);
    if (auto const* const failed = std::get_if<NotTold>(&tokens))
        return *failed;
    auto const& granted = std::get<json::object>(tokens);
    auto const id_token = verified(text_member(granted, "id_token"), visit);
    if (auto const* const failed = std::get_if<NotTold>(&id_token))
        return *failed;
    auto const& token = std::get<crypto::Jwt>(id_token);
    auto person = person_of(token);
    auto const access_token = text_member(granted, "access_token");
    if (token.claims.contains("email") || issuer.userinfo_url.empty() || access_token.empty())
        return person;
    return with_userinfo(std::move(person), issuer.userinfo_url, access_token, visit.network);
}

std::variant<json::object, NotTold> OidcProvider::exchange(IssuerConfiguration const& issuer,
                                                           Visit const& visit, Return const& back) const
{
    auto const& secret = client_.client_secret.reveal();
    upstream::Call call;
    call.url = issuer.token_url;
    call.reach = reach_of_issuer(call.url, keys_.issuer());
    call.body = form_of({{"grant_type", "authorization_code"},
                         {"code", back.code},
                         {"redirect_uri", visit.redirect_uri},
                         {"code_verifier", issuer.has_pkce ? visit.code_verifier : ""},
                         {"client_id", issuer.posts_secret ? client_.client_id : ""},
                         {"client_secret", issuer.posts_secret ? secret : ""}});
    if (!issuer.posts_secret)
        // Both are encoded first (RFC 6749, section 2.3.1).
        call.headers = {{"Authorization", "Basic " + crypto::base64(percent_encoded(client_.client_id) + ":" +
                                                                    percent_encoded(secret))}};
    return ask_for_tokens(gateway_, visit.network, std::move(call));
}

std::variant<crypto::Jwt, NotTold> OidcProvider::verified(std::string_view id_token, Visit const& visit) const
{
    auto token = crypto::parse_jwt(id_token);
    if (!token)
        return NotTold{Why::odd, "no ID token"};
    auto const found = keys_.wait_for(token->key_id, kPatience);
    if (!found.key)
        return NotTold{found.search == IssuerKeys::Search::unknown ? Why::odd : Why::unreachable,
                       "the key of the ID token can't be found"};
    if (!crypto::is_genuine(*token, *found.key))
        return NotTold{Why::odd, "the ID token has no valid signature"};
    Issuer const expected{.name = keys_.issuer(), .audiences = {client_.client_id}};
    if (auto const fault = fault_of(*token, expected, now_of_clock()))
        return NotTold{Why::odd, "the ID token isn't valid: " + std::string(*fault)};
    if (auto fault = fault_of_id_token(*token, client_.client_id, visit.nonce))
        return std::move(*fault);
    return std::move(*token);
}

std::variant<OutsidePerson, NotTold> OidcProvider::with_userinfo(OutsidePerson person, std::string const& url,
                                                                 std::string_view access_token,
                                                                 std::string const& network) const
{
    upstream::Call call;
    call.url = url;
    call.reach = reach_of_issuer(url, keys_.issuer());
    call.headers = {{"Authorization", "Bearer " + std::string(access_token)}, {"Accept", "application/json"}};
    auto const answer = ask_provider(gateway_, network, std::move(call));
    if (auto const* const failed = std::get_if<NotTold>(&answer))
        return *failed;
    auto const* const claims = std::get<json::value>(answer).if_object();
    // An access token could be another person's (Core 1.0, section 5.3.2).
    if (!claims || text_member(*claims, "sub") != person.subject)
        return NotTold{Why::odd, "the userinfo endpoint told about somebody else"};
    person.email =
        stored_email(text_member(*claims, "email"), crypto::flag_member(*claims, "email_verified"));
    if (person.full_name.empty())
        person.full_name = stored_name(text_member(*claims, "name"));
    return person;
}

}  // namespace rmirror::auth
