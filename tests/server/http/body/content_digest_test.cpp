// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/body/content_digest.hpp"

#include "blobs/pictures.hpp"
#include "hashing.hpp"

#include <gtest/gtest.h>

namespace rmirror::http {
namespace {

using rmirror::test::digest_of;

TEST(ContentDigest, is_read_as_the_hash_it_states)
{
    std::string const content = "some bytes";
    auto const hash = sha256_hex(content);
    EXPECT_EQ(sha256_of_digest(digest_of(content)), hash);
    EXPECT_EQ(sha256_of_digest("sha-512=:AAAA:, " + digest_of(content)), hash);
    // The example of RFC 9530, appendix B.
    EXPECT_EQ(sha256_of_digest("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"),
              "5f8f04f6a3a892aaabbddb6cf273894493773960d4a325b105fee46eef4304f1");
}

TEST(ContentDigest, is_refused_when_it_is_none)
{
    auto const good = digest_of("x");
    auto twice = good;
    twice += ", ";
    twice += good;
    for (auto const& bad :
         {std::string(), std::string("sha-256=:AAAA:"), good.substr(0, good.size() - 1), twice,
          "SHA-512=" + good.substr(8), std::string("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPF=:"),
          std::string("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9D%PE=:"), std::string("sha-256=:"),
          // Without padding, and in the letters of an address.
          std::string("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE:"),
          std::string("sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DB-E=:")})
        EXPECT_FALSE(sha256_of_digest(bad)) << bad;
}

}  // namespace
}  // namespace rmirror::http
