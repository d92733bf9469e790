// SPDX-License-Identifier: AGPL-3.0-or-later
// Limits attempts to guess a password. They are counted per email address and source (network, browser or
// session), so that guessing doesn't lock out the address's owner.
#pragma once

#include "base/ids.hpp"
#include "http/reply.hpp"

#include <pqxx/transaction>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::auth {

/// Wrong passwords in a row from one source after which the address is locked for that source.
constexpr std::size_t kMaxWrongPasswords = 5;

struct Attempt {
    std::chrono::seconds locked_for{0};        // Above 0, the password must not be checked.
    std::string source;                        // Of the counter, next to the address.
    UserId user_id;                            // Empty if there is no such account or it is disabled.
    std::optional<std::string> password_hash;  // nullopt if there is no such account or it has no password.
};

/// Counts an attempt. Call it before checking the password, so that many concurrent attempts can't all be the
/// first. From the fifth in a row on, each attempt locks the address for that network for longer, from half a
/// minute to a quarter of an hour; from `max_over_all_networks` attempts over all networks on, the address is
/// locked for every network. A browser that was signed in to the account before has a counter of its own.
/// Addresses without an account are counted and locked alike, or the lock would reveal which have one.
Attempt begin_attempt(pqxx::work& work, std::string const& email, std::string const& network,
                      std::optional<std::string> const& browser_token, std::size_t max_over_all_networks);
/// For a user who is signed in: counted for that session only.
Attempt begin_attempt_in_session(pqxx::work& work, std::string const& email, std::string const& session_id);
/// On the password of a shared link, by its token, with the same limits. No account is looked up.
Attempt begin_attempt_on_link(pqxx::work& work, std::string_view token, std::string const& network,
                              std::size_t max_over_all_networks);
/// 429 with Retry-After, for an attempt whose `locked_for` is above 0.
http::Reply locked(Attempt const& attempt);
/// Clears the count after a correct password.
void clear_attempts(pqxx::work& work, std::string const& email, Attempt const& attempt);
void clear_attempts_on_link(pqxx::work& work, std::string_view token, Attempt const& attempt);

}  // namespace rmirror::auth
