// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/attempts.hpp"

#include "auth/browsers.hpp"
#include "crypto/random_token.hpp"
#include "db/ids.hpp"
#include "http/problem.hpp"

#include <pqxx/result>

#include <algorithm>

namespace rmirror::auth {

namespace {

constexpr auto kFindAccount = R"sql(
    SELECT id, password_hash FROM users WHERE lower(email) = lower($1) AND status = 'active')sql";

// An attempt during a lock isn't counted, so that trying doesn't prolong the lock.
constexpr auto kCountAttempt = R"sql(
    WITH swept AS (
        DELETE FROM sign_in_attempts WHERE (email_hash, source) IN (
            SELECT email_hash, source FROM sign_in_attempts
            WHERE last_at < now() - interval '1 day' AND email_hash <> decode($1, 'hex')
            ORDER BY last_at LIMIT 20 FOR UPDATE SKIP LOCKED)
    )
    INSERT INTO sign_in_attempts AS earlier (email_hash, source) VALUES (decode($1, 'hex'), $2)
    ON CONFLICT (email_hash, source) DO UPDATE SET
        attempts = CASE WHEN earlier.last_at < now() - interval '1 day' THEN 1 ELSE earlier.attempts + 1 END,
        locked_until = CASE WHEN earlier.attempts >= $3 - 1 AND earlier.last_at >= now() - interval '1 day'
            THEN now() + least(interval '30 seconds' * (2 ^ least(earlier.attempts - ($3 - 1), 10)),
                               interval '15 minutes') END,
        last_at = now()
    WHERE earlier.locked_until IS NULL OR earlier.locked_until <= now()
    RETURNING attempts)sql";

constexpr auto kGetLock = R"sql(
    SELECT ceil(extract(epoch FROM locked_until - now()))::integer FROM sign_in_attempts
    WHERE email_hash = decode($1, 'hex') AND source = $2 AND locked_until > now())sql";

constexpr auto kForgetAttempts = R"sql(
    DELETE FROM sign_in_attempts WHERE email_hash = decode($1, 'hex') AND source = $2)sql";

// Takes back this attempt; those from other sources stay counted.
constexpr auto kTakeBackOne = R"sql(
    UPDATE sign_in_attempts SET attempts = greatest(attempts - 1, 1), locked_until = NULL
    WHERE email_hash = decode($1, 'hex') AND source = $2)sql";

/// Source of the counter for all networks of an address together.
constexpr auto kEverywhere = "";
constexpr std::string_view kNetwork = "network ";

std::chrono::seconds lock_of(pqxx::work& work, std::string const& hash, std::string const& source)
{
    auto const rows = work.exec_params(kGetLock, hash, source);
    return std::chrono::seconds(rows.empty() ? 0 : std::max(rows[0][0].as<int>(), 1));
}

/// Counts an attempt. Returns 0 if it was counted, otherwise how long the source is locked.
std::chrono::seconds count(pqxx::work& work, std::string const& hash, std::string const& source,
                           std::size_t max)
{
    if (!work.exec_params(kCountAttempt, hash, source, static_cast<int>(max)).empty())
        return std::chrono::seconds(0);
    return std::max(lock_of(work, hash, source), std::chrono::seconds(1));
}

/// Uses PostgreSQL's lower(), so that case is folded as in the index on users.
std::string hash_of(pqxx::work& work, std::string const& email)
{
    return crypto::token_hash(work.exec_params("SELECT lower($1)", email)[0][0].as<std::string>());
}

/// Counts the attempt for its source and, unless that is a known browser, for all networks together.
void count_everywhere(pqxx::work& work, std::string const& hash, Attempt& attempt, std::size_t max)
{
    bool const is_strange = attempt.source.starts_with(kNetwork);
    if (is_strange)
        attempt.locked_for = lock_of(work, hash, kEverywhere);
    if (attempt.locked_for.count() == 0)
        attempt.locked_for = count(work, hash, attempt.source, kMaxWrongPasswords);
    if (attempt.locked_for.count() == 0 && is_strange)
        attempt.locked_for = count(work, hash, kEverywhere, max);
}

/// No address contains a space, so links and addresses never share a counter.
std::string hash_of_link(std::string_view token)
{
    return crypto::token_hash("link " + std::string(token));
}

std::string source_of_network(std::string const& network)
{
    constexpr std::size_t kMaxBytes = 64;
    return (std::string(kNetwork) + network).substr(0, kMaxBytes);
}

std::string source_of(pqxx::work& work, std::string const& email, std::string const& network,
                      std::optional<std::string> const& browser_token)
{
    auto const browser = browser_token ? known_browser(work, email, *browser_token) : std::nullopt;
    return browser ? "browser " + *browser : source_of_network(network);
}

void forgive(pqxx::work& work, std::string const& hash, Attempt const& attempt)
{
    work.exec_params(kForgetAttempts, hash, attempt.source);
    if (attempt.source.starts_with(kNetwork))
        work.exec_params(kTakeBackOne, hash, kEverywhere);
}

void look_up(pqxx::work& work, std::string const& email, Attempt& attempt)
{
    auto const account = work.exec_params(kFindAccount, email);
    if (account.empty())
        return;
    attempt.user_id = account[0][0].as<UserId>();
    if (!account[0][1].is_null())
        attempt.password_hash = account[0][1].as<std::string>();
}

}  // namespace

Attempt begin_attempt(pqxx::work& work, std::string const& email, std::string const& network,
                      std::optional<std::string> const& browser_token, std::size_t max_over_all_networks)
{
    Attempt attempt;
    attempt.source = source_of(work, email, network, browser_token);
    count_everywhere(work, hash_of(work, email), attempt, max_over_all_networks);
    if (attempt.locked_for.count() == 0)
        look_up(work, email, attempt);
    return attempt;
}

Attempt begin_attempt_in_session(pqxx::work& work, std::string const& email, std::string const& session_id)
{
    Attempt attempt;
    attempt.source = "session " + session_id;
    attempt.locked_for = count(work, hash_of(work, email), attempt.source, kMaxWrongPasswords);
    if (attempt.locked_for.count() == 0)
        look_up(work, email, attempt);
    return attempt;
}

Attempt begin_attempt_on_link(pqxx::work& work, std::string_view token, std::string const& network,
                              std::size_t max_over_all_networks)
{
    Attempt attempt;
    attempt.source = source_of_network(network);
    count_everywhere(work, hash_of_link(token), attempt, max_over_all_networks);
    return attempt;
}

http::Reply locked(Attempt const& attempt)
{
    return http::problem(http::Code::Too_Many_Requests,
                         "Too many attempts to sign in with this email address. Wait, then try again.")
        .with("Retry-After", std::to_string(attempt.locked_for.count()));
}

void clear_attempts(pqxx::work& work, std::string const& email, Attempt const& attempt)
{
    forgive(work, hash_of(work, email), attempt);
}

void clear_attempts_on_link(pqxx::work& work, std::string_view token, Attempt const& attempt)
{
    forgive(work, hash_of_link(token), attempt);
}

}  // namespace rmirror::auth
