// SPDX-License-Identifier: AGPL-3.0-or-later
// Attempts to guess a password: counted for an address and where they come from, so that nobody locks an
// address for its owner by guessing.
#pragma once

#include "base/ids.hpp"
#include "http/reply.hpp"

#include <pqxx/transaction>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>

namespace rmirror::auth {

/// So many wrong passwords in a row from one source lock the address for it.
constexpr std::size_t kMostWrongPasswords = 5;

struct Attempt {
    std::chrono::seconds locked_for{0};        // More than none: no password is looked at.
    std::string source;                        // Where it is counted, beside the address.
    UserId user_id;                            // Empty when there is no such account, or it is disabled.
    std::optional<std::string> password_hash;  // None: no such account, or it has no password.
};

/// Counts an attempt before its password is looked at, so that many at once cannot all be the first. After
/// five in a row each locks the address for that network for longer, from half a minute to a quarter of an
/// hour; after `most_of_all` from all networks it is locked for all of them. A browser that was signed in
/// before is counted on its own. Addresses without an account are counted and locked alike, or the lock would
/// tell which have one.
Attempt begin_attempt(pqxx::work& work, std::string const& email, std::string const& network,
                      std::optional<std::string> const& browser_token, std::size_t most_of_all);
/// By somebody who is signed in: counted for that session alone.
Attempt begin_attempt_in_session(pqxx::work& work, std::string const& email, std::string const& session_id);
/// 429, for an attempt that is locked out.
http::Reply locked(Attempt const& attempt);
/// The password was right.
void forgive(pqxx::work& work, std::string const& email, Attempt const& attempt);

}  // namespace rmirror::auth
