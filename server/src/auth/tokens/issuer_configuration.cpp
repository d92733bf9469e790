// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/tokens/issuer_configuration.hpp"

#include "crypto/json_member.hpp"
#include "input/bounded_json.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace rmirror::auth {

namespace json = boost::json;

namespace {

/// Scheme, host and port.
std::string_view origin_in(std::string_view url)
{
    auto const host = url.find("://");
    return host == std::string_view::npos ? std::string_view() : url.substr(0, url.find('/', host + 3));
}

std::string usable_url(json::object const& document, std::string_view name, std::string const& issuer)
{
    std::string url(crypto::text_member(document, name));
    if (issuer.starts_with("https://") && !url.starts_with("https://"))
        return "";
    return upstream::url_fault(url, reach_of_issuer(url, issuer)).empty() ? url : "";
}

bool lists(json::object const& document, std::string_view name, std::string_view value)
{
    auto const* const values = crypto::array_member(document, name);
    return values && std::any_of(values->begin(), values->end(), [value](json::value const& each) {
               return each.is_string() && each.get_string() == json::string_view(value.data(), value.size());
           });
}

}  // namespace

std::string configuration_url(std::string_view issuer)
{
    while (issuer.ends_with('/'))
        issuer.remove_suffix(1);
    return std::string(issuer) + "/.well-known/openid-configuration";
}

std::optional<IssuerConfiguration> read_configuration(std::string const& text, std::string const& issuer)
{
    constexpr std::string_view kMethods = "token_endpoint_auth_methods_supported";
    auto const document = input::object_in_answer(text);
    if (!document || crypto::text_member(*document, "issuer") != issuer)
        return std::nullopt;
    IssuerConfiguration read;
    read.keys_url = usable_url(*document, "jwks_uri", issuer);
    if (read.keys_url.empty())
        return std::nullopt;
    read.authorization_url = usable_url(*document, "authorization_endpoint", issuer);
    read.token_url = usable_url(*document, "token_endpoint", issuer);
    read.userinfo_url = usable_url(*document, "userinfo_endpoint", issuer);
    read.has_pkce = lists(*document, "code_challenge_methods_supported", "S256");
    read.names_itself = crypto::flag_member(*document, "authorization_response_iss_parameter_supported");
    read.posts_secret = lists(*document, kMethods, "client_secret_post") &&
                        !lists(*document, kMethods, "client_secret_basic");
    return read;
}

upstream::Reach reach_of_issuer(std::string_view url, std::string_view issuer)
{
    return !origin_in(issuer).empty() && origin_in(url) == origin_in(issuer) ? upstream::Reach::anywhere
                                                                             : upstream::Reach::public_only;
}

}  // namespace rmirror::auth
