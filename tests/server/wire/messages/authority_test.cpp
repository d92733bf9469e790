// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/messages/authority.hpp"

#include <gtest/gtest.h>

namespace rmirror::wire {
namespace {

TEST(Authority, is_a_host_with_or_without_a_port)
{
    for (auto const* const good : {"a", "notes.example", "a:", "a:80", "a:65535", "192.0.2.1:80", "[::1]",
                                   "[::1]:80", "[2001:db8::1]", "my_host", "b%C3%BCcher.example", "a~b"})
        EXPECT_TRUE(is_authority(good)) << good;
    for (auto const* const bad :
         {"",        ":",       ":80",           "a:80:90",      "a:port", "a:-1",    "a:+1",
          "a: 1",    "a:65536", "a:99999999999", "[::1",         "::1",    "[]",      "[::1]x",
          "[::1]:x", "[a]",     "[192.0.2.1]",   "[::1%25eth0]", "a]",     "[[::1]]", "a/b",
          "a@b",     "a%",      "a%2",           "a%zz",         "a b",    "a\"b"})
        EXPECT_FALSE(is_authority(bad)) << bad;
}

}  // namespace
}  // namespace rmirror::wire
