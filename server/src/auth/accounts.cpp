// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/accounts.hpp"

#include "db/ids.hpp"

#include <boost/json.hpp>

namespace rmirror::auth {

namespace {

constexpr auto kGetAccount = R"sql(
    SELECT jsonb_build_object('id', id, 'email', email, 'full_name', full_name,
        'name', nullif(full_name, ''), 'language', language, 'time_zone', time_zone,
        'retention_days', retention_days,
        'is_admin', EXISTS (SELECT 1 FROM admins WHERE user_id = $1),
        'first_steps_ended', first_steps_ended_at IS NOT NULL, 'has_password', password_hash IS NOT NULL,
        'created_at', to_char(created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    FROM users WHERE id = $1 AND status = 'active')sql";

constexpr auto kIsAdmin = "SELECT EXISTS (SELECT 1 FROM admins WHERE user_id = $1)";

constexpr auto kAddAccount = R"sql(
    INSERT INTO users (email, full_name, password_hash) VALUES ($1, $2, $3)
    ON CONFLICT DO NOTHING
    RETURNING id)sql";

constexpr auto kChangePasswordHash = R"sql(
    UPDATE users SET password_hash = $2, updated_at = now() WHERE id = $1)sql";

constexpr auto kChangeProfile = R"sql(
    UPDATE users SET full_name = coalesce($2, full_name),
        language = CASE WHEN $3::text IS NULL THEN language ELSE nullif($3, '') END,
        time_zone = CASE WHEN $4::text IS NULL THEN time_zone ELSE nullif($4, '') END,
        retention_days = CASE WHEN $6::int IS NULL THEN retention_days ELSE nullif($6, 0) END,
        first_steps_ended_at = CASE WHEN $5 THEN coalesce(first_steps_ended_at, (SELECT now()))
                                    ELSE first_steps_ended_at END,
        updated_at = now()
    WHERE id = $1)sql";

// Asked before, because on Citus no statement that changes `users` can read a user's rows.
constexpr auto kHasNotebooks = "SELECT EXISTS (SELECT 1 FROM notebooks WHERE user_id = $1)";

constexpr auto kImportProfile = R"sql(
    UPDATE users SET full_name = CASE WHEN full_name = '' THEN coalesce($2, '') ELSE full_name END,
        language = coalesce(language, $3), time_zone = coalesce(time_zone, $4),
        first_steps_ended_at = coalesce(first_steps_ended_at, CASE WHEN $5 THEN (SELECT now()) END),
        retention_days = coalesce(retention_days, $6::int),
        sends_telemetry = sends_telemetry AND $7, updated_at = now()
    WHERE id = $1)sql";

// Leaves out names that PostgreSQL has of its own and no browser knows.
constexpr auto kIsTimeZone = R"sql(
    SELECT EXISTS (SELECT 1 FROM pg_timezone_names
                   WHERE name = $1 AND name !~ '^(posix|right)/'
                       AND name NOT IN ('Factory', 'localtime', 'posixrules')))sql";

constexpr auto kFirstSteps = R"sql(
    SELECT jsonb_build_object(
        'signed_up', true,
        'sent', EXISTS (SELECT 1 FROM notebooks WHERE user_id = $1 AND document_type <> 'notes')
                OR EXISTS (SELECT 1 FROM agent_tokens WHERE user_id = $1 AND last_used_at IS NOT NULL),
        'transcribed', EXISTS (SELECT 1 FROM pages WHERE user_id = $1 AND ocr_status = 'completed'),
        'connected', EXISTS (SELECT 1 FROM integrations WHERE user_id = $1),
        'delivered', EXISTS (SELECT 1 FROM sync_records WHERE user_id = $1 AND status = 'success')))sql";

constexpr auto kLockUser = "SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE";

// The row lock serialises this with a concurrent change of the password.
constexpr auto kHoldPassword = R"sql(
    SELECT FROM users WHERE id = $1 AND password_hash = $2 AND status = 'active' FOR NO KEY UPDATE)sql";

}  // namespace

std::optional<boost::json::object> account_of(pqxx::work& work, UserId const& user_id)
{
    auto const rows = work.exec_params(kGetAccount, user_id);
    if (rows.empty())
        return std::nullopt;
    return boost::json::parse(rows[0][0].c_str()).as_object();
}

bool is_admin(pqxx::work& work, UserId const& user_id)
{
    return work.exec_params1(kIsAdmin, user_id)[0].as<bool>();
}

std::optional<UserId> add_account(pqxx::work& work, std::string const& email, std::string const& full_name,
                                  std::string const& password_hash)
{
    auto const rows = work.exec_params(kAddAccount, email, full_name, password_hash);
    return rows.empty() ? std::nullopt : std::optional(rows[0][0].as<UserId>());
}

void change_password_hash(pqxx::work& work, UserId const& user_id, std::string const& password_hash)
{
    work.exec_params(kChangePasswordHash, user_id, password_hash);
}

void lock_user(pqxx::work& work, UserId const& user_id)
{
    work.exec_params(kLockUser, user_id);
}

bool lock_password(pqxx::work& work, UserId const& user_id, std::string const& password_hash)
{
    return !work.exec_params(kHoldPassword, user_id, password_hash).empty();
}

void change_profile(pqxx::work& work, UserId const& user_id, Profile const& profile)
{
    work.exec_params(kChangeProfile, user_id, profile.name, profile.language, profile.time_zone,
                     profile.ends_first_steps, profile.retention_days);
}

void import_profile(pqxx::work& work, UserId const& user_id, Profile const& profile, bool sends_telemetry)
{
    bool const has_notebooks = work.exec_params1(kHasNotebooks, user_id)[0].as<bool>();
    work.exec_params(kImportProfile, user_id, profile.name, profile.language, profile.time_zone,
                     profile.ends_first_steps, has_notebooks ? std::nullopt : profile.retention_days,
                     sends_telemetry);
}

bool is_time_zone(pqxx::work& work, std::string const& name)
{
    return work.exec_params(kIsTimeZone, name)[0][0].as<bool>();
}

std::string first_steps_of(pqxx::work& work, UserId const& user_id)
{
    return work.exec_params(kFirstSteps, user_id)[0][0].as<std::string>();
}

}  // namespace rmirror::auth
