// SPDX-License-Identifier: AGPL-3.0-or-later
// Who can create an account with a password: everyone, people with an invitation, or no one. The first
// account can always be created. Where there is a waitlist, people can ask for an invitation.
#pragma once

#include "base/ids.hpp"

#include <pqxx/transaction>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::auth {

enum class SignUp { open, invited, waitlist, closed };

/// As named in RMIRROR_SIGNUP and shared/openapi.yaml. `name` must be one of these.
SignUp sign_up_of(std::string_view name);
std::string_view to_string(SignUp mode);

/// The mode that applies now: `open` while there is no account, otherwise the configured one.
SignUp sign_up_now(pqxx::work& work, SignUp set);

constexpr std::chrono::seconds kInvitationLife = std::chrono::days(7);

struct NewInvitation {
    std::string id;
    std::string code;  // Only its hash is stored.
    std::string expires_at;
};
/// `code`: 43 characters that nobody can guess; by default random ones.
NewInvitation add_invitation(pqxx::work& work, std::optional<std::string> code = std::nullopt);

/// Why no account can be created.
struct SignUpRefusal {
    std::string_view type;
    std::string_view sentence;
};

/// nullopt if an account can be added in this transaction. Concurrent callers who would also be the first, or
/// use the same invitation, wait until it ends.
std::optional<SignUpRefusal> refusal_to_sign_up(pqxx::work& work, SignUp set,
                                                std::optional<std::string> const& code);

/// Marks the invitation as used, so that it can't be used again.
void use_invitation(pqxx::work& work, std::string const& code);

/// Adds an address to the waitlist, unless it is on it or has an account. False if the list is full.
bool join_waitlist(pqxx::work& work, std::string const& email);
/// Takes a new user off the waitlist: by their address, and by the invitation that they used. What admins did
/// for them is then said to be about their account.
void leave_waitlist(pqxx::work& work, UserId const& user_id, std::string const& email,
                    std::optional<std::string> const& code);

}  // namespace rmirror::auth
