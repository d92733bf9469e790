// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/invitations.hpp"

#include "crypto/random_token.hpp"
#include "db/ids.hpp"

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
    WITH added AS (
        INSERT INTO invitations (code_hash, expires_at) VALUES (decode($1, 'hex'), now() + interval '7 days')
        RETURNING id, expires_at)
    SELECT id, to_jsonb(expires_at) #>> '{}' FROM added)sql";

constexpr auto kFindInvitation = R"sql(
    SELECT used_at IS NOT NULL AS is_used, expires_at <= now() AS is_over
    FROM invitations WHERE code_hash = decode($1, 'hex') AND revoked_at IS NULL FOR UPDATE)sql";

constexpr auto kUseInvitation = R"sql(
    UPDATE invitations SET used_at = now()
    WHERE code_hash = decode($1, 'hex') AND used_at IS NULL AND revoked_at IS NULL AND expires_at > now())sql";

constexpr std::size_t kMaxWaiting = 100'000;
constexpr auto kCountWaiting = "SELECT count(*) FROM waitlist";
constexpr auto kJoinWaitlist = R"sql(
    INSERT INTO waitlist (email)
    SELECT $1::text WHERE NOT EXISTS (SELECT 1 FROM users WHERE lower(email) = lower($1))
    ON CONFLICT DO NOTHING)sql";

constexpr auto kNoteJoined = R"sql(
    UPDATE admin_acts SET person_id = $1
    WHERE waitlist_id IN (
        SELECT waiting.id FROM waitlist AS waiting
        LEFT JOIN invitations AS invitation ON invitation.id = waiting.invitation_id
        WHERE lower(waiting.email) = lower($2) OR invitation.code_hash = decode($3, 'hex')))sql";
constexpr auto kLeaveWaitlist = R"sql(
    DELETE FROM waitlist AS waiting
    WHERE lower(email) = lower($1)
        OR EXISTS (SELECT 1 FROM invitations AS invitation
                   WHERE invitation.id = waiting.invitation_id AND invitation.code_hash = decode($2, 'hex')))sql";

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

constexpr std::array<std::pair<SignUp, std::string_view>, 4> kSignUpNames = {{
    {SignUp::open, "open"},
    {SignUp::invited, "invited"},
    {SignUp::waitlist, "waitlist"},
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

NewInvitation add_invitation(pqxx::work& work, std::optional<std::string> code)
{
    auto used = code ? std::move(*code) : crypto::random_token();
    auto const row = work.exec_params1(kAddInvitation, crypto::token_hash(used));
    return {row[0].as<std::string>(), std::move(used), row[1].as<std::string>()};
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

bool join_waitlist(pqxx::work& work, std::string const& email)
{
    if (work.exec1(kCountWaiting)[0].as<std::size_t>() >= kMaxWaiting)
        return false;
    work.exec_params0(kJoinWaitlist, email);
    return true;
}

void leave_waitlist(pqxx::work& work, UserId const& user_id, std::string const& email,
                    std::optional<std::string> const& code)
{
    auto const hash = code ? crypto::token_hash(*code) : "";
    work.exec_params0(kNoteJoined, user_id, email, hash);
    work.exec_params0(kLeaveWaitlist, email, hash);
}

}  // namespace rmirror::auth
