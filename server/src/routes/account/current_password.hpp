// SPDX-License-Identifier: AGPL-3.0-or-later
// Asks a person who is signed in for their password once more, before something that a thief would do first.
#pragma once

#include "auth/attempts.hpp"
#include "routes/routes.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace rmirror::routes {

/// The attempt to forgive in the transaction of what follows, once auth::lock_password() says that the
/// password is still the same.
struct PasswordProof {
    std::string email;
    auth::Attempt attempt;
};

struct TypedPassword {
    std::string password;
    std::string_view field;  // Of the request, such as "password.current".
};

/// As in log_in(), the attempt is counted before the check, and no database connection is held while a
/// password is hashed. The reply if it is wrong, locked, or if the account has none.
std::variant<PasswordProof, http::Reply> prove_password(App& app, Call const& call,
                                                        TypedPassword const& typed);

http::Reply wrong_password(std::string_view field);

}  // namespace rmirror::routes
