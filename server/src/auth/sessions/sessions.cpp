// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/sessions/sessions.hpp"

#include "auth/accounts.hpp"
#include "auth/browsers.hpp"
#include "auth/sessions/agent_tokens.hpp"
#include "crypto/random_token.hpp"
#include "db/first_column.hpp"
#include "db/ids.hpp"

#include <boost/json.hpp>

namespace rmirror::auth {

namespace json = boost::json;

namespace {

// However often it is used, a session ends half a year after the password was typed. A new session deletes
// those that ended long ago.
constexpr auto kOpenSession = R"sql(
    WITH swept AS (
        DELETE FROM sessions WHERE (user_id, id) IN (
            SELECT user_id, id FROM sessions WHERE expires_at < now() - interval '30 days' ORDER BY expires_at LIMIT 20)
    )
    INSERT INTO sessions (user_id, user_agent, address, expires_at)
    VALUES ($1, $2, $3, now() + interval '30 days')
    RETURNING id)sql";

constexpr auto kAddRefreshToken = R"sql(
    INSERT INTO refresh_tokens (user_id, session_id, token_hash) VALUES ($1, $2, decode($3, 'hex')))sql";

// The row locks serialise two exchanges of one token.
constexpr auto kFindRefreshToken = R"sql(
    SELECT refresh_tokens.id, refresh_tokens.user_id, refresh_tokens.session_id,
           refresh_tokens.used_at IS NULL AS is_new,
           coalesce(refresh_tokens.used_at > now() - interval '10 seconds', false) AS is_in_grace,
           sessions.revoked_at IS NULL AND sessions.expires_at > now() AND users.status = 'active' AS is_alive
    FROM refresh_tokens
    JOIN sessions ON sessions.user_id = refresh_tokens.user_id AND sessions.id = refresh_tokens.session_id
    JOIN users ON users.id = refresh_tokens.user_id
    WHERE refresh_tokens.token_hash = decode($1, 'hex')
    FOR NO KEY UPDATE OF sessions, refresh_tokens)sql";

constexpr auto kUseRefreshToken = R"sql(
    UPDATE refresh_tokens SET used_at = now() WHERE user_id = $1 AND id = $2)sql";

// Used tokens are kept for as long as a thief might still present one.
constexpr auto kForgetOldTokens = R"sql(
    DELETE FROM refresh_tokens WHERE user_id = $1 AND session_id = $2 AND used_at < now() - interval '30 days')sql";

constexpr auto kProlongSession = R"sql(
    UPDATE sessions SET last_used_at = now(), user_agent = $3, address = $4,
        expires_at = (SELECT least(now() + interval '30 days', created_at + interval '180 days'))
    WHERE user_id = $1 AND id = $2)sql";

constexpr auto kRevokeSession = R"sql(
    UPDATE sessions SET revoked_at = now(), revoke_reason = $3
    WHERE user_id = $1 AND id = $2 AND revoked_at IS NULL)sql";

// Also ends the surplus of accounts from before there was a limit.
constexpr auto kEndUnused = R"sql(
    UPDATE sessions SET revoked_at = now(), revoke_reason = 'too_many'
    WHERE user_id = $1 AND revoked_at IS NULL AND id IN (
        SELECT id FROM sessions WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now()
        ORDER BY last_used_at DESC, id DESC OFFSET $2))sql";

constexpr auto kHoldSession = R"sql(
    SELECT FROM sessions
    WHERE user_id = $1 AND id = $2 AND revoked_at IS NULL AND expires_at > now() FOR SHARE)sql";

constexpr auto kListSessions = R"sql(
    SELECT id, user_agent, id::text = $2 AS is_current,
        to_char(created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS created_at,
        to_char(last_used_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS last_used_at,
        to_char(expires_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS expires_at
    FROM sessions WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now()
    ORDER BY sessions.last_used_at DESC, id DESC LIMIT $3)sql";

constexpr auto kEndSession = R"sql(
    UPDATE sessions SET revoked_at = now(), revoke_reason = $3
    WHERE user_id = $1 AND id = $2 AND revoked_at IS NULL AND expires_at > now())sql";

constexpr auto kEndOthers = R"sql(
    UPDATE sessions SET revoked_at = now(), revoke_reason = $3
    WHERE user_id = $1 AND id::text <> $2 AND revoked_at IS NULL
    RETURNING id)sql";

std::string add_refresh_token(pqxx::work& work, UserId const& user_id, std::string const& session_id)
{
    auto token = crypto::random_token();
    work.exec_params(kAddRefreshToken, user_id, session_id, crypto::token_hash(token));
    return token;
}

void revoke(pqxx::work& work, Session const& session, char const* reason, char const* action,
            ClientInfo const& client)
{
    work.exec_params(kRevokeSession, session.user_id, session.id, reason);
    note(work, session.user_id, action, client);
}

Session session_of(pqxx::row const& row)
{
    return {row["session_id"].as<std::string>(), row["user_id"].as<UserId>(), ""};
}

}  // namespace

Session open_session(pqxx::work& work, UserId const& user_id, ClientInfo const& client)
{
    Session session;
    session.user_id = user_id;
    session.id =
        work.exec_params(kOpenSession, user_id, client.user_agent, client.address)[0][0].as<std::string>();
    session.refresh_token = add_refresh_token(work, user_id, session.id);
    work.exec_params(kEndUnused, user_id, kMaxSessions);
    return session;
}

Refreshed refresh_session(pqxx::work& work, std::string_view refresh_token, ClientInfo const& client)
{
    auto const rows = work.exec_params(kFindRefreshToken, crypto::token_hash(refresh_token));
    Refreshed refreshed;
    if (rows.empty() || !rows[0]["is_alive"].as<bool>())
        return refreshed;
    auto const row = rows[0];
    refreshed.session = session_of(row);
    auto& session = refreshed.session;
    bool const is_new = row["is_new"].as<bool>();
    if (!is_new && !row["is_in_grace"].as<bool>()) {
        revoke(work, session, "reuse", "refresh_token_reused", client);
        refreshed.revoked = revoke_agents_of_session(work, session.user_id, session.id);
        refreshed.revoked.push_back(session.id);
        refreshed.verdict = Refreshed::Verdict::stolen;
        return refreshed;
    }
    if (is_new) {
        work.exec_params(kUseRefreshToken, session.user_id, row["id"].as<std::string>());
        work.exec_params(kForgetOldTokens, session.user_id, session.id);
        session.refresh_token = add_refresh_token(work, session.user_id, session.id);
    }
    work.exec_params(kProlongSession, session.user_id, session.id, client.user_agent, client.address);
    refreshed.verdict = Refreshed::Verdict::renewed;
    return refreshed;
}

std::optional<std::string> close_session(pqxx::work& work, std::string_view refresh_token,
                                         ClientInfo const& client)
{
    auto const rows = work.exec_params(kFindRefreshToken, crypto::token_hash(refresh_token));
    if (rows.empty())
        return std::nullopt;
    auto const session = session_of(rows[0]);
    if (rows[0]["is_alive"].as<bool>())
        revoke(work, session, "logout", "signed_out", client);
    return session.id;
}

bool lock_session(pqxx::work& work, User const& user)
{
    return user.session_id.empty() || !work.exec_params(kHoldSession, user.id, user.session_id).empty();
}

json::array sessions_of(pqxx::work& work, User const& user)
{
    json::array sessions;
    for (auto const& row : work.exec_params(kListSessions, user.id, user.session_id, kMaxSessions))
        sessions.push_back(json::object{
            {"id", row["id"].c_str()},
            {"browser", browser_name(row["user_agent"].c_str())},
            {"created_at", row["created_at"].c_str()},
            {"last_used_at", row["last_used_at"].c_str()},
            {"expires_at", row["expires_at"].c_str()},
            {"is_current", row["is_current"].as<bool>()},
        });
    return sessions;
}

bool end_session(pqxx::work& work, User const& user, std::string const& id)
{
    auto const* const reason = id == user.session_id ? "logout" : "ended";
    return work.exec_params(kEndSession, user.id, id, reason).affected_rows() > 0;
}

std::optional<std::vector<std::string>> end_other_sessions(pqxx::work& work, User const& user, WhyEnded why)
{
    // Of two sessions that end each other, only the first succeeds.
    lock_user(work, user.id);
    if (!lock_session(work, user))
        return std::nullopt;
    auto const* const reason = why == WhyEnded::password ? "password" : "ended";
    return db::first_column<std::string>(work.exec_params(kEndOthers, user.id, user.session_id, reason));
}

std::vector<std::string> end_all_sessions(pqxx::work& work, UserId const& user_id)
{
    lock_user(work, user_id);
    constexpr auto kNone = "";
    return db::first_column<std::string>(work.exec_params(kEndOthers, user_id, kNone, "password"));
}

}  // namespace rmirror::auth
