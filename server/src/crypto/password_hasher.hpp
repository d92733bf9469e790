// SPDX-License-Identifier: AGPL-3.0-or-later
// Hashes passwords with Argon2id. Hashing is slow and takes memory by design, so routes that do it run on a
// small worker pool of their own (http::Runs::apart), which bounds the number of concurrent hashes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::crypto {

/// The parameters m and t of RFC 9106 and OWASP, with one lane. The defaults are libsodium's for interactive
/// use and take some 55 ms of one core; OWASP recommends at least 19 MiB and 2 passes.
struct PasswordCost {
    std::size_t memory_bytes = 64U << 20U;
    unsigned long long passes = 2;
};

/// Thread-safe.
class PasswordHasher {
public:
    explicit PasswordHasher(PasswordCost cost = {});

    /// Returns a hash as text, including its salt and cost.
    std::string hash(std::string_view password) const;

    /// Takes the same time with and without a stored hash, so that timing doesn't reveal whether an account
    /// exists. False if `stored` isn't a valid hash.
    bool is_right(std::optional<std::string> const& stored, std::string_view password) const;

    /// Whether a hash has another cost than the present one, so that it should be renewed at the next
    /// sign-in.
    bool is_outdated(std::string const& stored) const;

    /// The hash that passwords are compared with if there is no account.
    std::string const& dummy_hash() const { return dummy_hash_; }

private:
    PasswordCost cost_;
    std::string dummy_hash_;
};

}  // namespace rmirror::crypto
