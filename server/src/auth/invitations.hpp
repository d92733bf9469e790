// SPDX-License-Identifier: AGPL-3.0-or-later
// Who can create an account with a password: everybody, people with an invitation, or nobody. The first
// account can always be created.
#pragma once

#include <pqxx/transaction>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::auth {

enum class SignUp { open, invited, closed };

/// As RMIRROR_SIGNUP and the contract name them.
SignUp sign_up_of(std::string_view name);
std::string_view to_string(SignUp mode);

/// What applies at this moment, by what is set.
SignUp sign_up_now(pqxx::work& work, SignUp set);

constexpr std::chrono::seconds kInvitationLife = std::chrono::days(7);

/// The code of a new invitation, which is kept only as its hash.
std::string add_invitation(pqxx::work& work);

/// Why no account can be created.
struct SignUpRefusal {
    std::string_view type;
    std::string_view sentence;
};

/// Nothing: an account can be added in this transaction. Others who would be the first as well, or come with
/// the same invitation, wait until it ends.
std::optional<SignUpRefusal> refusal_to_sign_up(pqxx::work& work, SignUp set,
                                                std::optional<std::string> const& code);

/// It lets in nobody else.
void use_invitation(pqxx::work& work, std::string const& code);

}  // namespace rmirror::auth
