// SPDX-License-Identifier: AGPL-3.0-or-later
// Passwords as Argon2id hashes. Hashing is slow and takes memory on purpose, so only a few run at a time.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::crypto {

/// RFC 9106's and OWASP's terms: m and t, with one lane. These two are libsodium's for interactive use, some
/// 55 ms of one core; OWASP asks for at least 19 MiB and 2 passes.
struct PasswordCost {
    std::size_t memory_bytes = 64U << 20U;
    unsigned long long passes = 2;
};

class PasswordHasher {
public:
    struct Crowd {
        std::size_t at_once = 2;  // Memory in use is this times the cost's.
        std::size_t waiting =
            2;  // More than this are told to come again, so that other requests find workers.
    };

    explicit PasswordHasher(PasswordCost cost = {});
    PasswordHasher(PasswordCost cost, Crowd crowd);

    /// A hash with its salt and cost in it, as text. Nothing when too many wait already.
    std::optional<std::string> hash(std::string_view password);

    enum class Verdict { right, wrong, busy };
    /// Takes as long without a stored hash as with one: whether an account exists is not to be heard from the
    /// clock. A stored hash that is none is never right.
    Verdict verify(std::optional<std::string> const& stored, std::string_view password);

    /// Whether a hash was made at another cost than today's, and should be made again at the next sign-in.
    bool is_outdated(std::string const& stored) const;

    /// What a password is compared with when there is no account.
    std::string const& hash_of_nobody() const { return nobodys_; }

private:
    class Turn;

    std::string hash_now(std::string_view password) const;
    bool come_in();
    void leave();

    PasswordCost cost_;
    Crowd crowd_;
    std::string nobodys_;
    std::mutex mutex_;
    std::condition_variable left_;
    std::size_t inside_ = 0;
    std::size_t waiting_ = 0;
};

}  // namespace rmirror::crypto
