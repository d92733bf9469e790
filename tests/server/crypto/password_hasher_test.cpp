// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/password_hasher.hpp"

#include <gtest/gtest.h>

namespace rmirror::crypto {
namespace {

/// The least libsodium accepts, so that tests are quick.
constexpr PasswordCost kCheap{8U << 10U, 1};

TEST(PasswordHasher, is_argon2id_at_the_stated_cost)
{
    auto const hash = PasswordHasher().hash("correct horse");
    EXPECT_EQ(hash.substr(0, 31), "$argon2id$v=19$m=65536,t=2,p=1$");
}

TEST(PasswordHasher, knows_the_right_password_and_only_that)
{
    PasswordHasher hasher(kCheap);
    auto const hash = hasher.hash("correct horse");
    EXPECT_TRUE(hasher.is_right(hash, "correct horse"));
    EXPECT_FALSE(hasher.is_right(hash, "correct horsE"));
    EXPECT_FALSE(hasher.is_right(hash, ""));
    EXPECT_NE(hasher.hash("correct horse"), hash) << "each has its own salt";
}

TEST(PasswordHasher, nobody_has_a_password)
{
    PasswordHasher hasher(kCheap);
    EXPECT_FALSE(hasher.is_right(std::nullopt, ""));
    EXPECT_FALSE(hasher.is_right("", ""));
    EXPECT_FALSE(hasher.is_right("no hash", "no hash"));
    EXPECT_FALSE(hasher.is_right(std::string(10'000, 'x'), "x"));
}

TEST(PasswordHasher, compares_nobodys_password_at_the_same_cost_as_everybodys)
{
    EXPECT_FALSE(PasswordHasher().is_outdated(PasswordHasher().dummy_hash()));
    EXPECT_FALSE(PasswordHasher(kCheap).is_outdated(PasswordHasher(kCheap).dummy_hash()));
}

TEST(PasswordHasher, tells_when_a_hash_was_made_at_another_cost)
{
    PasswordHasher hasher(kCheap);
    auto const hash = hasher.hash("correct horse");
    EXPECT_FALSE(hasher.is_outdated(hash));
    EXPECT_TRUE(PasswordHasher(PasswordCost{16U << 10U, 1}).is_outdated(hash));
    EXPECT_TRUE(hasher.is_outdated("no hash"));
}

}  // namespace
}  // namespace rmirror::crypto
