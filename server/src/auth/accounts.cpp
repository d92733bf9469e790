// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/accounts.hpp"

#include "crypto/random_token.hpp"
#include "db/ids.hpp"

#include <boost/json.hpp>

namespace rmirror::auth {

namespace {

constexpr auto kGetAccount = R"sql(
    SELECT jsonb_build_object('id', id, 'email', email, 'full_name', full_name,
        'created_at', to_char(created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    FROM users WHERE id = $1 AND status = 'active')sql";

constexpr auto kAddAccount = R"sql(
    INSERT INTO users (email, full_name, password_hash) VALUES ($1, $2, $3)
    ON CONFLICT DO NOTHING
    RETURNING id)sql";

constexpr auto kFindAccount = R"sql(
    SELECT id, password_hash FROM users WHERE lower(email) = lower($1) AND status = 'active')sql";

// While it is locked, an attempt is not counted: whoever only waits need not wait longer for having asked.
constexpr auto kCountAttempt = R"sql(
    WITH swept AS (
        DELETE FROM sign_in_attempts WHERE email_hash IN (
            SELECT email_hash FROM sign_in_attempts
            WHERE last_at < now() - interval '1 day' AND email_hash <> decode($1, 'hex')
            ORDER BY last_at LIMIT 20 FOR UPDATE SKIP LOCKED)
    )
    INSERT INTO sign_in_attempts AS earlier (email_hash) VALUES (decode($1, 'hex'))
    ON CONFLICT (email_hash) DO UPDATE SET
        attempts = CASE WHEN earlier.last_at < now() - interval '1 day' THEN 1 ELSE earlier.attempts + 1 END,
        locked_until = CASE WHEN earlier.attempts >= 4 AND earlier.last_at >= now() - interval '1 day'
            THEN now() + least(interval '30 seconds' * (2 ^ least(earlier.attempts - 4, 10)), interval '15 minutes') END,
        last_at = now()
    WHERE earlier.locked_until IS NULL OR earlier.locked_until <= now()
    RETURNING attempts)sql";

constexpr auto kGetLock = R"sql(
    SELECT ceil(extract(epoch FROM locked_until - now()))::integer FROM sign_in_attempts
    WHERE email_hash = decode($1, 'hex'))sql";

constexpr auto kForgetAttempts = R"sql(
    DELETE FROM sign_in_attempts WHERE email_hash = decode($1, 'hex'))sql";

constexpr auto kChangePasswordHash = R"sql(
    UPDATE users SET password_hash = $2, updated_at = now() WHERE id = $1)sql";

/// lower() is PostgreSQL's, so that it folds as the index on users does.
std::string hash_of(pqxx::work& work, std::string const& email)
{
    return crypto::token_hash(work.exec_params("SELECT lower($1)", email)[0][0].as<std::string>());
}

}  // namespace

std::optional<boost::json::object> account_of(pqxx::work& work, UserId const& user_id)
{
    auto const rows = work.exec_params(kGetAccount, user_id);
    if (rows.empty())
        return std::nullopt;
    return boost::json::parse(rows[0][0].c_str()).as_object();
}

std::optional<UserId> add_account(pqxx::work& work, std::string const& email, std::string const& full_name,
                                  std::string const& password_hash)
{
    auto const rows = work.exec_params(kAddAccount, email, full_name, password_hash);
    return rows.empty() ? std::nullopt : std::optional(rows[0][0].as<UserId>());
}

Attempt begin_attempt(pqxx::work& work, std::string const& email)
{
    auto const hash = hash_of(work, email);
    Attempt attempt;
    if (work.exec_params(kCountAttempt, hash).empty()) {
        auto const lock = work.exec_params(kGetLock, hash);
        attempt.locked_for = std::chrono::seconds(lock.empty() ? 1 : std::max(lock[0][0].as<int>(), 1));
        return attempt;
    }
    auto const account = work.exec_params(kFindAccount, email);
    if (account.empty())
        return attempt;
    attempt.user_id = account[0][0].as<UserId>();
    if (!account[0][1].is_null())
        attempt.password_hash = account[0][1].as<std::string>();
    return attempt;
}

void forget_attempts(pqxx::work& work, std::string const& email)
{
    work.exec_params(kForgetAttempts, hash_of(work, email));
}

void change_password_hash(pqxx::work& work, UserId const& user_id, std::string const& password_hash)
{
    work.exec_params(kChangePasswordHash, user_id, password_hash);
}

}  // namespace rmirror::auth
