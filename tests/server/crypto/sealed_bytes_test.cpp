// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/sealed_bytes.hpp"

#include <gtest/gtest.h>

namespace rmirror::crypto {
namespace {

Secret const kKey(std::string(kSealKeyBytes, 'k'));

TEST(SealedBytes, open_with_the_same_key_and_name)
{
    std::string const binary("\0\xff text", 7);
    for (auto const& content : {std::string(), binary, std::string(100'000, 'x')}) {
        auto const sealed = seal_bytes(kKey, "a/name", content);
        EXPECT_EQ(open_bytes(kKey, "a/name", sealed), content);
        EXPECT_NE(seal_bytes(kKey, "a/name", content), sealed) << "the nonce is random";
    }
}

TEST(SealedBytes, do_not_open_if_anything_differs)
{
    auto const sealed = seal_bytes(kKey, "a/name", "content");
    EXPECT_FALSE(open_bytes(kKey, "another/name", sealed));
    EXPECT_FALSE(open_bytes(Secret(std::string(kSealKeyBytes, 'K')), "a/name", sealed));
    for (std::size_t at = 0; at < sealed.size(); ++at) {
        auto altered = sealed;
        altered[at] = static_cast<char>(altered[at] ^ 1);
        EXPECT_FALSE(open_bytes(kKey, "a/name", altered)) << at;
        EXPECT_FALSE(open_bytes(kKey, "a/name", sealed.substr(0, at))) << at;
    }
}

TEST(SealedBytes, need_a_key_of_the_right_size)
{
    EXPECT_THROW(seal_bytes(Secret("short"), "a/name", "content"), std::logic_error);
    EXPECT_THROW((void)open_bytes(Secret(), "a/name", "content"), std::logic_error);
}

}  // namespace
}  // namespace rmirror::crypto
