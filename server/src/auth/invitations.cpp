// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/invitations.hpp"

#include "crypto/random_token.hpp"

#include <pqxx/result>

#include <algorithm>
#include <array>
#include <utility>

namespace rmirror::auth {

namespace {

constexpr auto kHasAccounts = "SELECT EXISTS (SELECT 1 FROM users)";

// Serialises sign-ups while there is no account, so that only one of them becomes the first.
constexpr auto kLockFirst = "SELECT pg_advisory_xact_lock(hashtextextended('the first account', 0))";

constexpr auto kAddInvitation = R"sql(
    INSERT INTO invitations (code_hash, expires_at) VALUES (decode($1, 'hex'), now() + interval '7 days'))sql";

constexpr auto kFindInvitation = R"sql(
    SELECT used_at IS NOT NULL AS is_used, expires_at <= now() AS is_over
    FROM invitations WHERE code_hash = decode($1, 'hex') FOR UPDATE)sql";

constexpr auto kUseInvitation = R"sql(
    UPDATE invitations SET used_at = now()
    WHERE code_hash = decode($1, 'hex') AND used_at IS NULL AND expires_at > now())sql";

constexpr SignUpRefusal kClosed{
    "signup_closed", "This server doesn't accept new accounts. Ask its administrator if you need one."};
constexpr SignUpRefusal kNeeded{
    "invitation_needed",
    "You need an invitation to create an account here. Ask the administrator of this server for one."};
constexpr SignUpRefusal kUnknown{
    "invitation_unknown",
    "This invitation doesn't exist. Check the link, or ask the administrator of this server for a new one."};
constexpr SignUpRefusal kUsed{
    "invitation_used",
    "This invitation was already used. Ask the administrator of this server for a new one."};
constexpr SignUpRefusal kExpired{"invitation_expired",
                                 "This invitation has expired: it was valid for seven days. Ask the "
                                 "administrator of this server for a new "
                                 "one."};

constexpr std::array<std::pair<SignUp, std::string_view>, 3> kSignUpNames = {{
    {SignUp::open, "open"},
    {SignUp::invited, "invited"},
    {SignUp::closed, "closed"},
}};

bool has_accounts(pqxx::work& work)
{
    return work.exec(kHasAccounts)[0][0].as<bool>();
}

std::optional<SignUpRefusal> fault_of_invitation(pqxx::work& work, std::string const& code)
{
    auto const rows = work.exec_params(kFindInvitation, crypto::token_hash(code));
    if (rows.empty())
        return kUnknown;
    if (rows[0]["is_used"].as<bool>())
        return kUsed;
    if (rows[0]["is_over"].as<bool>())
        return kExpired;
    return std::nullopt;
}

}  // namespace

SignUp sign_up_of(std::string_view name)
{
    auto const* const found = std::find_if(kSignUpNames.begin(), kSignUpNames.end(),
                                           [&](auto const& each) { return each.second == name; });
    return found->first;
}

std::string_view to_string(SignUp mode)
{
    auto const* const found = std::find_if(kSignUpNames.begin(), kSignUpNames.end(),
                                           [&](auto const& each) { return each.first == mode; });
    return found->second;
}

SignUp sign_up_now(pqxx::work& work, SignUp set)
{
    return set == SignUp::open || has_accounts(work) ? set : SignUp::open;
}

std::string add_invitation(pqxx::work& work)
{
    auto code = crypto::random_token();
    work.exec_params(kAddInvitation, crypto::token_hash(code));
    return code;
}

std::optional<SignUpRefusal> refusal_to_sign_up(pqxx::work& work, SignUp set,
                                                std::optional<std::string> const& code)
{
    if (set == SignUp::open)
        return std::nullopt;
    if (!has_accounts(work)) {
        work.exec(kLockFirst);
        if (!has_accounts(work))
            return std::nullopt;
    }
    if (set == SignUp::closed)
        return kClosed;
    return code ? fault_of_invitation(work, *code) : kNeeded;
}

void use_invitation(pqxx::work& work, std::string const& code)
{
    work.exec_params(kUseInvitation, crypto::token_hash(code));
}

}  // namespace rmirror::auth
