// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/password_hasher.hpp"

#include <sodium.h>

#include <array>
#include <new>
#include <stdexcept>

namespace rmirror::crypto {

namespace {

constexpr std::size_t kKibibyte = 1024;

/// Well-formed, at the same cost as all others, and of no password: its salt and hash are made up.
std::string nobodys_hash(PasswordCost cost)
{
    return "$argon2id$v=19$m=" + std::to_string(cost.memory_bytes / kKibibyte) +
           ",t=" + std::to_string(cost.passes) +
           ",p=1$bm9ib2R5bm9ib2R5bm9ibw$bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm8";
}

}  // namespace

/// Holds one of the few places, or none when there was no room to wait.
class PasswordHasher::Turn {
public:
    explicit Turn(PasswordHasher& hasher) : hasher_(hasher), came_in_(hasher.come_in()) {}
    ~Turn()
    {
        if (came_in_)
            hasher_.leave();
    }
    Turn(Turn const&) = delete;
    Turn& operator=(Turn const&) = delete;

    explicit operator bool() const { return came_in_; }

private:
    PasswordHasher& hasher_;
    bool came_in_;
};

PasswordHasher::PasswordHasher(PasswordCost cost) : PasswordHasher(cost, Crowd{}) {}

PasswordHasher::PasswordHasher(PasswordCost cost, Crowd crowd) : cost_(cost), crowd_(crowd)
{
    if (sodium_init() < 0)
        throw std::runtime_error("libsodium cannot be initialised");
    nobodys_ = nobodys_hash(cost);
}

std::optional<std::string> PasswordHasher::hash(std::string_view password)
{
    Turn const turn(*this);
    if (!turn)
        return std::nullopt;
    return hash_now(password);
}

PasswordHasher::Verdict PasswordHasher::verify(std::optional<std::string> const& stored,
                                               std::string_view password)
{
    Turn const turn(*this);
    if (!turn)
        return Verdict::busy;
    auto const& known = stored ? *stored : nobodys_;
    bool const fits = crypto_pwhash_str_verify(known.c_str(), password.data(), password.size()) == 0;
    return fits && stored ? Verdict::right : Verdict::wrong;
}

bool PasswordHasher::is_outdated(std::string const& stored) const
{
    return crypto_pwhash_str_needs_rehash(stored.c_str(), cost_.passes, cost_.memory_bytes) != 0;
}

std::string PasswordHasher::hash_now(std::string_view password) const
{
    std::array<char, crypto_pwhash_STRBYTES> text{};
    // It fails only when the memory cannot be had.
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost_.passes, cost_.memory_bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    return text.data();
}

bool PasswordHasher::come_in()
{
    std::unique_lock lock(mutex_);
    if (inside_ == crowd_.at_once) {
        if (waiting_ == crowd_.waiting)
            return false;
        ++waiting_;
        left_.wait(lock, [this] { return inside_ < crowd_.at_once; });
        --waiting_;
    }
    ++inside_;
    return true;
}

void PasswordHasher::leave()
{
    {
        std::lock_guard const lock(mutex_);
        --inside_;
    }
    left_.notify_one();
}

}  // namespace rmirror::crypto
