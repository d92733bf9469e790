// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/tokens/issuer_configuration.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

namespace rmirror::auth {
namespace {

namespace json = boost::json;
using upstream::Reach;

json::object document(std::string const& issuer)
{
    return {{"issuer", issuer},
            {"jwks_uri", issuer + "/keys"},
            {"authorization_endpoint", issuer + "/auth"},
            {"token_endpoint", issuer + "/token"},
            {"userinfo_endpoint", issuer + "/me"}};
}

std::optional<IssuerConfiguration> read(json::object const& changes,
                                        std::string const& issuer = "https://id.example.org")
{
    auto said = document(issuer);
    for (auto const& [name, value] : changes)
        said[name] = value;
    return read_configuration(json::serialize(said), issuer);
}

TEST(IssuerConfiguration, has_the_addresses_of_its_document)
{
    auto const read_as_it_is = read({}).value();
    EXPECT_EQ(read_as_it_is.keys_url, "https://id.example.org/keys");
    EXPECT_EQ(read_as_it_is.authorization_url, "https://id.example.org/auth");
    EXPECT_EQ(read_as_it_is.token_url, "https://id.example.org/token");
    EXPECT_EQ(read_as_it_is.userinfo_url, "https://id.example.org/me");
    EXPECT_FALSE(read_as_it_is.has_pkce);
    EXPECT_FALSE(read_as_it_is.names_itself);
    EXPECT_FALSE(read_as_it_is.posts_secret);
    EXPECT_EQ(configuration_url("https://id.example.org/realm/"),
              "https://id.example.org/realm/.well-known/openid-configuration");
}

TEST(IssuerConfiguration, is_that_of_the_issuer_and_has_keys)
{
    EXPECT_FALSE(read({{"issuer", "https://id.example.org/"}}));
    EXPECT_FALSE(read({{"issuer", nullptr}}));
    for (json::value const& keys :
         {json::value(nullptr), json::value(7), json::value("file:///etc/passwd"),
          json::value("http://id.example.org/keys"), json::value("https://10.0.0.1/keys")})
        EXPECT_FALSE(read({{"jwks_uri", keys}})) << json::serialize(keys);
    for (auto const* const text : {"", "[]", "<html>", "{\"issuer\":"})
        EXPECT_FALSE(read_configuration(text, "https://id.example.org")) << text;
}

TEST(IssuerConfiguration, leaves_out_what_may_not_be_called)
{
    for (auto const* const url :
         {"http://id.example.org/token", "https://127.0.0.1/token", "https://[::1]/token",
          "https://169.254.169.254/latest", "ftp://id.example.org/", "https://a:b@c.org/"})
        EXPECT_EQ(read({{"token_endpoint", url}}).value().token_url, "") << url;
    EXPECT_EQ(read({{"token_endpoint", "https://oauth2.example.org/token"}}).value().token_url,
              "https://oauth2.example.org/token");
    // The operator chose this host.
    EXPECT_EQ(read({}, "http://127.0.0.1:9000").value().token_url, "http://127.0.0.1:9000/token");
}

TEST(IssuerConfiguration, says_what_the_issuer_offers)
{
    EXPECT_TRUE(read({{"code_challenge_methods_supported", json::array{"plain", "S256"}}}).value().has_pkce);
    EXPECT_FALSE(read({{"code_challenge_methods_supported", "S256"}}).value().has_pkce);
    EXPECT_TRUE(read({{"authorization_response_iss_parameter_supported", true}}).value().names_itself);
    auto const posts = [](json::value const& methods) {
        return read({{"token_endpoint_auth_methods_supported", methods}}).value().posts_secret;
    };
    EXPECT_TRUE(posts(json::array{"client_secret_post"}));
    EXPECT_FALSE(posts(json::array{"client_secret_post", "client_secret_basic"}));
    EXPECT_FALSE(posts(json::array()));
}

TEST(IssuerConfiguration, limits_calls_to_hosts_that_the_operator_did_not_choose)
{
    auto const* const issuer = "http://10.0.0.7:9000/realm";
    EXPECT_EQ(reach_of_issuer("http://10.0.0.7:9000/token", issuer), Reach::anywhere);
    for (auto const* const url :
         {"http://10.0.0.7/token", "http://10.0.0.7:90001/token", "https://10.0.0.7:9000/",
          "http://10.0.0.70:9000/token", "http://10.0.0.7:9000.example.org/", ""})
        EXPECT_EQ(reach_of_issuer(url, issuer), Reach::public_only) << url;
    EXPECT_EQ(reach_of_issuer("token", "id"), Reach::public_only);
}

}  // namespace
}  // namespace rmirror::auth
