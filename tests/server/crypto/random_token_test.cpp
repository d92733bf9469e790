// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/random_token.hpp"

#include "crypto/base64.hpp"

#include <gtest/gtest.h>

#include <set>

namespace rmirror::crypto {
namespace {

TEST(RandomToken, is_long_and_never_the_same)
{
    std::set<std::string> tokens;
    for (int i = 0; i < 1000; ++i)
        tokens.insert(random_token());
    EXPECT_EQ(tokens.size(), 1000U);
    EXPECT_EQ(parse_base64url(*tokens.begin()).value().size(), 32U);
}

TEST(RandomToken, draws_every_letter_of_the_alphabet_and_no_other)
{
    auto const text = random_text(2000, "ABCD");
    EXPECT_EQ(std::set<char>(text.begin(), text.end()), (std::set<char>{'A', 'B', 'C', 'D'}));
}

TEST(RandomToken, is_kept_as_the_sha256_of_its_text)
{
    EXPECT_EQ(token_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(RandomToken, compares_whole_values)
{
    EXPECT_TRUE(equal_in_constant_time("abc", "abc"));
    EXPECT_TRUE(equal_in_constant_time("", ""));
    EXPECT_FALSE(equal_in_constant_time("abc", "abd"));
    EXPECT_FALSE(equal_in_constant_time("abc", "abcd"));
}

TEST(Base64url, round_trips_all_bytes_and_refuses_what_it_would_not_write)
{
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte) {
        bytes += static_cast<char>(byte);
        EXPECT_EQ(parse_base64url(base64url(bytes)), bytes);
    }
    // RFC 4648 §10, without its padding; the last holds bits that belong to no byte.
    EXPECT_EQ(base64url("foobar"), "Zm9vYmFy");
    EXPECT_EQ(base64url("fo"), "Zm8");
    for (auto const* const text : {"Zm8=", "Zm 8", "Zm+8", "Z", "Zm9"})
        EXPECT_FALSE(parse_base64url(text).has_value()) << text;
}

}  // namespace
}  // namespace rmirror::crypto
