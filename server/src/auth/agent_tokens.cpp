// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/agent_tokens.hpp"

#include "db/first_column.hpp"
#include "db/ids.hpp"

#include <boost/json.hpp>

namespace rmirror::auth {

namespace json = boost::json;

namespace {

// Expired ones are of no use to anybody, and go when a new one comes.
constexpr auto kSweepAgentTokens = R"sql(
    DELETE FROM agent_tokens WHERE user_id = $1 AND expires_at < now())sql";

// The user's row is locked, so that of two at once neither goes past the bound.
constexpr auto kCountAgentTokens = R"sql(
    SELECT count(*) FROM agent_tokens
    WHERE user_id = (SELECT id FROM users WHERE id = $1 FOR UPDATE) AND revoked_at IS NULL)sql";

constexpr auto kAddAgentToken = R"sql(
    INSERT INTO agent_tokens (user_id, name, session_id, expires_at)
    VALUES ($1, $2, nullif($3, '')::uuid, now() + interval '30 days')
    RETURNING jti, id)sql";

constexpr auto kListAgentTokens = R"sql(
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name,
        'created_at', to_char(created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'expires_at', to_char(expires_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'last_used_at', to_char(last_used_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY id DESC), '[]')
    FROM agent_tokens
    WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now() AND ($2 = '' OR id::text = $2))sql";

constexpr auto kRevokeAgentToken = R"sql(
    UPDATE agent_tokens SET revoked_at = now() WHERE user_id = $1 AND id = $2 AND revoked_at IS NULL
    RETURNING jti)sql";

constexpr auto kGiveBackAgentToken = R"sql(
    UPDATE agent_tokens SET revoked_at = now() WHERE user_id = $1 AND jti = $2 AND revoked_at IS NULL)sql";

// First those that wait for their token: whoever fetches it at this moment has it before the others go.
constexpr auto kDenyWaiting = R"sql(
    UPDATE device_codes SET status = 'denied'
    WHERE user_id = $1 AND status = 'approved' AND ($2 = '' OR session_id::text = $2))sql";

constexpr auto kRevokeAgentTokens = R"sql(
    UPDATE agent_tokens SET revoked_at = now()
    WHERE user_id = $1 AND revoked_at IS NULL AND ($2 = '' OR session_id::text = $2)
    RETURNING jti)sql";

std::vector<std::string> revoked_agents(pqxx::work& work, UserId const& user_id,
                                        std::string const& session_or_all)
{
    work.exec_params(kDenyWaiting, user_id, session_or_all);
    return db::first_column<std::string>(work.exec_params(kRevokeAgentTokens, user_id, session_or_all));
}

json::array listed(pqxx::work& work, UserId const& user_id, std::string const& id_or_all)
{
    return json::parse(work.exec_params(kListAgentTokens, user_id, id_or_all)[0][0].c_str()).as_array();
}

}  // namespace

std::optional<AgentToken> add_agent_token(pqxx::work& work, UserId const& user_id, std::string const& name,
                                          std::string const& session_id)
{
    work.exec_params(kSweepAgentTokens, user_id);
    if (work.exec_params(kCountAgentTokens, user_id)[0][0].as<int>() >= kMostAgentTokens)
        return std::nullopt;
    auto const added = work.exec_params(kAddAgentToken, user_id, name, session_id)[0];
    AgentToken token;
    token.jti = added[0].as<std::string>();
    token.row = listed(work, user_id, added[1].as<std::string>()).at(0).as_object();
    return token;
}

json::array agent_tokens_of(pqxx::work& work, UserId const& user_id)
{
    return listed(work, user_id, "");
}

std::optional<std::string> revoke_agent_token(pqxx::work& work, UserId const& user_id, std::string const& id)
{
    auto const rows = work.exec_params(kRevokeAgentToken, user_id, id);
    return rows.empty() ? std::nullopt : std::optional(rows[0][0].as<std::string>());
}

bool give_back_agent_token(pqxx::work& work, UserId const& user_id, std::string const& jti)
{
    return work.exec_params(kGiveBackAgentToken, user_id, jti).affected_rows() > 0;
}

std::vector<std::string> revoke_all_agents(pqxx::work& work, UserId const& user_id)
{
    return revoked_agents(work, user_id, "");
}

std::vector<std::string> revoke_agents_of_session(pqxx::work& work, UserId const& user_id,
                                                  std::string const& session_id)
{
    return revoked_agents(work, user_id, session_id);
}

}  // namespace rmirror::auth
