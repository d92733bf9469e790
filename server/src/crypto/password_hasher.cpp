// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/password_hasher.hpp"

#include <sodium.h>

#include <array>
#include <new>
#include <stdexcept>

namespace rmirror::crypto {

namespace {

constexpr std::size_t kKibibyte = 1024;

/// A well-formed hash with the same cost as real ones, which matches no password: salt and hash are made up.
std::string nobodys_hash(PasswordCost cost)
{
    return "$argon2id$v=19$m=" + std::to_string(cost.memory_bytes / kKibibyte) +
           ",t=" + std::to_string(cost.passes) +
           ",p=1$bm9ib2R5bm9ib2R5bm9ibw$bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm8";
}

}  // namespace

PasswordHasher::PasswordHasher(PasswordCost cost) : cost_(cost)
{
    if (sodium_init() < 0)
        throw std::runtime_error("libsodium can't be initialised");
    dummy_hash_ = nobodys_hash(cost);
}

bool PasswordHasher::is_right(std::optional<std::string> const& stored, std::string_view password) const
{
    auto const& known = stored ? *stored : dummy_hash_;
    bool const fits = crypto_pwhash_str_verify(known.c_str(), password.data(), password.size()) == 0;
    return fits && stored;
}

bool PasswordHasher::is_outdated(std::string const& stored) const
{
    return crypto_pwhash_str_needs_rehash(stored.c_str(), cost_.passes, cost_.memory_bytes) != 0;
}

std::string PasswordHasher::hash(std::string_view password) const
{
    std::array<char, crypto_pwhash_STRBYTES> text{};
    // Fails only if the memory can't be allocated.
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost_.passes, cost_.memory_bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    return text.data();
}

}  // namespace rmirror::crypto
