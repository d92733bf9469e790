// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/password_hasher.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace rmirror::crypto {
namespace {

using Verdict = PasswordHasher::Verdict;

/// The least libsodium accepts, so that tests are quick.
constexpr PasswordCost kCheap{8U << 10U, 1};

TEST(PasswordHasher, is_argon2id_at_the_stated_cost)
{
    auto const hash = PasswordHasher().hash("correct horse").value();
    EXPECT_EQ(hash.substr(0, 31), "$argon2id$v=19$m=65536,t=2,p=1$");
}

TEST(PasswordHasher, knows_the_right_password_and_only_that)
{
    PasswordHasher hasher(kCheap);
    auto const hash = hasher.hash("correct horse");
    EXPECT_EQ(hasher.verify(hash, "correct horse"), Verdict::right);
    EXPECT_EQ(hasher.verify(hash, "correct horsE"), Verdict::wrong);
    EXPECT_EQ(hasher.verify(hash, ""), Verdict::wrong);
    EXPECT_NE(hasher.hash("correct horse"), hash) << "each has its own salt";
}

TEST(PasswordHasher, nobody_has_a_password)
{
    PasswordHasher hasher(kCheap);
    EXPECT_EQ(hasher.verify(std::nullopt, ""), Verdict::wrong);
    EXPECT_EQ(hasher.verify("", ""), Verdict::wrong);
    EXPECT_EQ(hasher.verify("no hash", "no hash"), Verdict::wrong);
    EXPECT_EQ(hasher.verify(std::string(10'000, 'x'), "x"), Verdict::wrong);
}

TEST(PasswordHasher, compares_nobodys_password_at_the_same_cost_as_everybodys)
{
    EXPECT_FALSE(PasswordHasher().is_outdated(PasswordHasher().hash_of_nobody()));
    EXPECT_FALSE(PasswordHasher(kCheap).is_outdated(PasswordHasher(kCheap).hash_of_nobody()));
}

TEST(PasswordHasher, tells_when_a_hash_was_made_at_another_cost)
{
    PasswordHasher hasher(kCheap);
    auto const hash = hasher.hash("correct horse").value();
    EXPECT_FALSE(hasher.is_outdated(hash));
    EXPECT_TRUE(PasswordHasher(PasswordCost{16U << 10U, 1}).is_outdated(hash));
    EXPECT_TRUE(hasher.is_outdated("no hash"));
}

TEST(PasswordHasher, in_a_crowd_some_are_served_and_the_others_told_to_come_again)
{
    // Dear enough that all eight are there before the first is done.
    PasswordHasher hasher({64U << 20U, 4}, {1, 2});
    std::atomic<int> served = 0;
    std::atomic<int> sent_away = 0;
    std::vector<std::thread> crowd;
    crowd.reserve(8);
    for (int i = 0; i < 8; ++i)
        crowd.emplace_back([&] { ++(hasher.hash("correct horse") ? served : sent_away); });
    for (auto& each : crowd)
        each.join();
    EXPECT_GE(served, 3);
    EXPECT_EQ(served + sent_away, 8);
    EXPECT_NE(hasher.hash("correct horse"), std::nullopt) << "the places are free again";
}

}  // namespace
}  // namespace rmirror::crypto
