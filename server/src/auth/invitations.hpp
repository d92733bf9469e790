// SPDX-License-Identifier: AGPL-3.0-or-later
// Who can create an account with a password: everyone, people with an invitation, or no one. The first
// account can always be created.
#pragma once

#include <pqxx/transaction>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::auth {

enum class SignUp { open, invited, closed };

/// As named in RMIRROR_SIGNUP and shared/openapi.yaml. `name` must be one of these.
SignUp sign_up_of(std::string_view name);
std::string_view to_string(SignUp mode);

/// The mode that applies now: `open` while there is no account, otherwise the configured one.
SignUp sign_up_now(pqxx::work& work, SignUp set);

constexpr std::chrono::seconds kInvitationLife = std::chrono::days(7);

/// Creates an invitation and returns its code, of which only the hash is stored.
std::string add_invitation(pqxx::work& work);

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

}  // namespace rmirror::auth
