// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/jwt.hpp"

#include "crypto/base64.hpp"
#include "crypto/token_vectors.hpp"

#include <gtest/gtest.h>

namespace rmirror::crypto {
namespace {

using test::token_vectors;
using test::vector_text;

KeySet key_set()
{
    return KeySet::parse(boost::json::serialize(token_vectors().at("jwks"))).value();
}

bool is_genuine_by(KeySet const& keys, std::string_view text)
{
    auto const token = parse_jwt(text);
    auto const* const key = token ? keys.find(token->key_id) : nullptr;
    return key && is_genuine(*token, *key);
}

TEST(Jwt, believes_what_another_library_signed_and_nothing_that_was_changed)
{
    auto const keys = key_set();
    for (auto const& each : token_vectors().at("tokens").as_array()) {
        auto const& vector = each.as_object();
        EXPECT_EQ(is_genuine_by(keys, vector_text(vector, "token")), vector.at("genuine").as_bool())
            << vector_text(vector, "name");
    }
}

TEST(Jwt, uses_of_a_key_set_only_keys_for_signatures_it_knows)
{
    auto const keys = key_set();
    EXPECT_EQ(keys.size(), 6U);
    for (auto const* const id : {"too-small", "off-the-curve", "symmetric", "unheard-of", "for-encryption"})
        EXPECT_EQ(keys.find(id), nullptr) << id;
}

TEST(Jwt, reads_its_own_secrets_signature_made_by_another_library)
{
    VerificationKey const ours(Secret(vector_text(token_vectors(), "secret")));
    auto const token = parse_jwt(vector_text(token_vectors(), "ours")).value();
    EXPECT_TRUE(is_genuine(token, ours));
    EXPECT_EQ(token.text("sub"), "user_1");
    EXPECT_FALSE(is_genuine(token, VerificationKey(Secret("another secret"))));
}

TEST(Jwt, signs_so_that_it_believes_itself_and_no_other_secret)
{
    Secret const secret("the secret of a server in a test");
    auto const text = sign_jwt({{"sub", "user_1"}, {"exp", 1'800'000'000}}, secret);
    auto const token = parse_jwt(text).value();
    EXPECT_TRUE(is_genuine(token, VerificationKey(secret)));
    EXPECT_FALSE(is_genuine(token, VerificationKey(Secret("another"))));
    EXPECT_EQ(token.claims.at("exp").as_int64(), 1'800'000'000);
}

TEST(Jwt, never_takes_a_token_of_a_foreign_key_for_its_own)
{
    VerificationKey const ours(Secret(vector_text(token_vectors(), "secret")));
    for (auto const& each : token_vectors().at("tokens").as_array()) {
        auto const token = parse_jwt(vector_text(each.as_object(), "token"));
        EXPECT_FALSE(token && is_genuine(*token, ours)) << vector_text(each.as_object(), "name");
    }
}

TEST(Jwt, refuses_what_is_no_token)
{
    auto const header = base64url(R"({"alg":"HS256"})");
    std::string const deep = std::string(2000, '[') + std::string(2000, ']');
    for (auto const& text : {
             std::string(),
             std::string("."),
             std::string(".."),
             header,
             header + ".",
             header + ".e30",
             header + ".e30.AAAA.AAAA",
             header + ".e30.AA==",
             header + ".e30.A A",
             header + "." + base64url("[]") + ".AAAA",
             header + "." + base64url("{\"a\":" + deep + "}") + ".AAAA",
             header + "." + base64url("{\"a\":1} ") + "AAAA",
             base64url("null") + ".e30.AAAA",
             header + "." + base64url("{\"a\":\"" + std::string(kMaxTokenBytes, 'x') + "\"}") + ".AAAA",
         })
        EXPECT_FALSE(parse_jwt(text).has_value()) << text.substr(0, 80);
}

TEST(Jwt, a_key_set_that_is_none_is_refused)
{
    for (auto const* const text : {"", "[]", "{}", R"({"keys":{}})", "<html>", R"({"keys":)"})
        EXPECT_FALSE(KeySet::parse(text).has_value()) << text;
    EXPECT_EQ(KeySet::parse(R"({"keys":[1,null,{},{"kty":7}]})").value().size(), 0U);
}

}  // namespace
}  // namespace rmirror::crypto
