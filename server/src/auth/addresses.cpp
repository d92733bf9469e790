// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/addresses.hpp"

#include "auth/account_links.hpp"
#include "db/ids.hpp"

#include <pqxx/result>

namespace rmirror::auth {

namespace {

constexpr auto kConfirmAddress = R"sql(
    UPDATE users SET email_confirmed_at = (SELECT coalesce(email_confirmed_at, now())), email_failed_at = NULL,
        email_failure = NULL
    WHERE id = $1 AND lower(email) = lower($2))sql";

// Of two accounts that take one address at once, the second waits here, and then finds it taken.
constexpr auto kLockAddress = "SELECT pg_advisory_xact_lock(hashtextextended('address ' || lower($1), 0))";
constexpr auto kIsTaken = "SELECT EXISTS (SELECT 1 FROM users WHERE lower(email) = lower($2) AND id <> $1)";
constexpr auto kFindFormer = "SELECT coalesce(email, '') FROM users WHERE id = $1 FOR NO KEY UPDATE";
constexpr auto kChangeAddress = R"sql(
    UPDATE users SET email = $2, email_confirmed_at = now(), email_failed_at = NULL, email_failure = NULL,
        updated_at = now()
    WHERE id = $1)sql";

}  // namespace

void confirm_address(pqxx::work& work, UserId const& user_id, std::string const& email)
{
    work.exec_params0(kConfirmAddress, user_id, email);
}

std::optional<FormerAddress> change_address(pqxx::work& work, UserId const& user_id, std::string const& email)
{
    work.exec_params(kLockAddress, email);
    if (work.exec_params1(kIsTaken, user_id, email)[0].as<bool>())
        return std::nullopt;
    FormerAddress former{work.exec_params1(kFindFormer, user_id)[0].as<std::string>()};
    work.exec_params0(kChangeAddress, user_id, email);
    forget_links(work, user_id, LinkPurpose::reset_password);
    forget_links(work, user_id, LinkPurpose::confirm_address);
    forget_links(work, user_id, LinkPurpose::change_address);
    return former;
}

}  // namespace rmirror::auth
