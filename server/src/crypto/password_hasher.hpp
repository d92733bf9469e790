// SPDX-License-Identifier: AGPL-3.0-or-later
// Passwords as Argon2id hashes. Hashing is slow and takes memory on purpose: routes that do it run apart from
// the others, which bounds how many do at a time.
#pragma once

#include <cstddef>
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

/// From any thread.
class PasswordHasher {
public:
    explicit PasswordHasher(PasswordCost cost = {});

    /// A hash with its salt and cost in it, as text.
    std::string hash(std::string_view password) const;

    /// Takes as long without a stored hash as with one: whether an account exists is not to be heard from the
    /// clock. A stored hash that is none is never right.
    bool is_right(std::optional<std::string> const& stored, std::string_view password) const;

    /// Whether a hash was made at another cost than today's, and should be made again at the next sign-in.
    bool is_outdated(std::string const& stored) const;

    /// What a password is compared with when there is no account.
    std::string const& hash_of_nobody() const { return nobodys_; }

private:
    PasswordCost cost_;
    std::string nobodys_;
};

}  // namespace rmirror::crypto
