// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/sessions/agent_tokens.hpp"

#include "auth/accounts.hpp"
#include "db/first_column.hpp"
#include "db/ids.hpp"

#include <boost/json.hpp>

namespace rmirror::auth {

namespace json = boost::json;

namespace {

// Adding a token deletes the user's expired ones.
constexpr auto kSweepAgentTokens = R"sql(
    DELETE FROM agent_tokens WHERE user_id = $1 AND expires_at < now())sql";

constexpr auto kCountAgentTokens = R"sql(
    SELECT count(*) FROM agent_tokens WHERE user_id = $1 AND revoked_at IS NULL)sql";

constexpr auto kAddAgentToken = R"sql(
    WITH added AS (
        INSERT INTO agent_tokens (user_id, name, session_id, expires_at)
        VALUES ($1, $2, nullif($3, '')::uuid, now() + interval '30 days')
        RETURNING jti, id, expires_at)
    SELECT jti, id, floor(extract(epoch FROM expires_at - now()))::integer FROM added)sql";

constexpr auto kNotifyOfDevice = R"sql(
    INSERT INTO notifications (user_id, kind, about, details)
    VALUES ($1, 'new_device', $2, jsonb_build_object('name', $3::text)))sql";

constexpr auto kListAgentTokens = R"sql(
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name,
        'created_at', to_char(created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'expires_at', to_char(expires_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'last_used_at', to_char(last_used_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'renewed_at', to_char(renewed_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'renewals', renewals,
        'reused_at', to_char(reused_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'state', CASE WHEN reported_at IS NOT NULL THEN jsonb_build_object(
            'version', version, 'platform', platform, 'sources', sources,
            'last_sync_at', to_char(last_sync_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'problem', problem,
            'reported_at', to_char(reported_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) END) ORDER BY id DESC), '[]')
    FROM agent_tokens
    WHERE user_id = $1 AND (revoked_at IS NULL OR reused_at IS NOT NULL) AND expires_at > now()
      AND ($2 = '' OR id::text = $2))sql";

// Of two concurrent renewals the second waits for the row, finds that its token is no longer the newest, and
// gets the newest from kRepeatRenewal. While the previous token is valid, the newest isn't replaced, so at
// most two tokens of a row are valid. A year after it was connected a device must be connected again: a token
// that expires then isn't renewed any more.
constexpr auto kRenewAgentToken = R"sql(
    WITH renewed AS (
        UPDATE agent_tokens
        SET jti = (SELECT gen_random_uuid()), previous_jti = jti, previous_until = now() + interval '10 minutes',
            expires_at = (SELECT least(now() + interval '30 days', created_at + interval '1 year')),
            renewed_at = now(), renewals = renewals + 1
        WHERE user_id = $1 AND jti = $2 AND revoked_at IS NULL AND expires_at > now()
          AND (SELECT expires_at < created_at + interval '1 year')
          AND (previous_until IS NULL OR previous_until <= now())
        RETURNING jti, id, previous_jti, expires_at),
    used AS (
        INSERT INTO used_agent_tokens (jti, user_id, agent_token_id) SELECT previous_jti, $1, id FROM renewed
        RETURNING jti)
    SELECT jti, id, floor(extract(epoch FROM expires_at - now()))::integer FROM renewed)sql";

constexpr auto kForgetUsedTokens = R"sql(
    DELETE FROM used_agent_tokens WHERE user_id = $1 AND used_at < now() - interval '31 days')sql";

constexpr auto kRepeatRenewal = R"sql(
    WITH kept AS (
        UPDATE agent_tokens
        SET expires_at = (SELECT greatest(expires_at, least(now() + interval '30 days', created_at + interval '1 year')))
        WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > now()
          AND (jti = $2 AND (previous_until > now() OR (SELECT expires_at >= created_at + interval '1 year'))
               OR previous_jti = $2 AND previous_until > now())
        RETURNING jti, id, expires_at)
    SELECT jti, id, floor(extract(epoch FROM expires_at - now()))::integer FROM kept)sql";

// The previous token stays valid for ten minutes after a renewal. Using it within them is no reuse.
constexpr auto kEndReused = R"sql(
    WITH ended AS (
        UPDATE agent_tokens AS device SET revoked_at = now(), reused_at = now()
        FROM used_agent_tokens AS used
        WHERE used.jti = $2 AND used.user_id = $1 AND device.user_id = $1 AND device.id = used.agent_token_id
          AND device.revoked_at IS NULL AND device.expires_at > now()
          AND NOT (device.previous_jti = used.jti AND device.previous_until > now())
        RETURNING device.id, device.name, device.jti, device.previous_jti),
    told AS (
        INSERT INTO notifications (user_id, kind, about, details)
        SELECT $1, 'device_signed_out', id, jsonb_build_object('name', name) FROM ended
        RETURNING id)
    SELECT unnest(ARRAY[jti, previous_jti]) FROM ended)sql";

constexpr auto kWasReused = R"sql(
    SELECT EXISTS (
        SELECT 1 FROM agent_tokens AS device
        WHERE device.user_id = $1 AND device.reused_at IS NOT NULL
          AND ($2 IN (device.jti, device.previous_jti) OR device.id IN (
              SELECT agent_token_id FROM used_agent_tokens WHERE user_id = $1 AND jti = $2))))sql";

constexpr auto kForgetReused = R"sql(
    DELETE FROM agent_tokens WHERE user_id = $1 AND id = $2 AND reused_at IS NOT NULL)sql";

// A last_sync_at in the future is stored as now, because the device's clock may be wrong.
constexpr auto kReportState = R"sql(
    UPDATE agent_tokens
    SET version = $3, platform = $4, sources = ARRAY(SELECT jsonb_array_elements_text($5::jsonb)),
        last_sync_at = (SELECT CASE WHEN $6::timestamptz > now() THEN now() ELSE $6::timestamptz END),
        problem = $7, reported_at = now()
    WHERE user_id = $1 AND (jti = $2 OR previous_jti = $2 AND previous_until > now())
      AND revoked_at IS NULL AND expires_at > now())sql";

constexpr auto kRevokeAgentToken = R"sql(
    WITH revoked AS (
        UPDATE agent_tokens SET revoked_at = now() WHERE user_id = $1 AND id = $2 AND revoked_at IS NULL
        RETURNING jti, previous_jti)
    SELECT unnest(array_remove(ARRAY[jti, previous_jti], NULL)) FROM revoked)sql";

constexpr auto kGiveBackAgentToken = R"sql(
    WITH revoked AS (
        UPDATE agent_tokens SET revoked_at = now()
        WHERE user_id = $1 AND (jti = $2 OR previous_jti = $2) AND revoked_at IS NULL
        RETURNING jti, previous_jti)
    SELECT unnest(array_remove(ARRAY[jti, previous_jti], NULL)) FROM revoked)sql";

// Runs before kRevokeAgentTokens: it waits for a device that is fetching its token at this moment, so that
// the token exists when the others are revoked.
constexpr auto kDenyWaiting = R"sql(
    UPDATE device_codes SET status = 'denied'
    WHERE user_id = $1 AND status = 'approved' AND ($2 = '' OR session_id::text = $2))sql";

constexpr auto kRevokeAgentTokens = R"sql(
    WITH revoked AS (
        UPDATE agent_tokens SET revoked_at = now()
        WHERE user_id = $1 AND revoked_at IS NULL AND ($2 = '' OR session_id::text = $2)
        RETURNING jti, previous_jti)
    SELECT unnest(array_remove(ARRAY[jti, previous_jti], NULL)) FROM revoked)sql";

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

/// `row`: jti, id, life in seconds.
AgentToken token_of(pqxx::work& work, UserId const& user_id, pqxx::row const& row)
{
    AgentToken token;
    token.jti = row[0].as<std::string>();
    token.life = std::chrono::seconds(row[2].as<int>());
    token.row = listed(work, user_id, row[1].as<std::string>()).at(0).as_object();
    return token;
}

}  // namespace

std::optional<AgentToken> add_agent_token(pqxx::work& work, UserId const& user_id, std::string const& name,
                                          std::string const& session_id)
{
    work.exec_params(kSweepAgentTokens, user_id);
    // Concurrent inserts can't exceed the limit.
    lock_user(work, user_id);
    if (work.exec_params(kCountAgentTokens, user_id)[0][0].as<int>() >= kMaxAgentTokens)
        return std::nullopt;
    auto const added = work.exec_params(kAddAgentToken, user_id, name, session_id);
    work.exec_params0(kNotifyOfDevice, user_id, added[0]["id"].as<std::string>(), name);
    return token_of(work, user_id, added[0]);
}

std::optional<Renewal> renew_agent_token(pqxx::work& work, UserId const& user_id, std::string const& jti)
{
    auto const renewed = work.exec_params(kRenewAgentToken, user_id, jti);
    work.exec_params(kForgetUsedTokens, user_id);
    if (!renewed.empty())
        return Renewal{token_of(work, user_id, renewed[0]), Renewal::Kind::first};
    auto const repeated = work.exec_params(kRepeatRenewal, user_id, jti);
    if (!repeated.empty())
        return Renewal{token_of(work, user_id, repeated[0]), Renewal::Kind::repeat};
    return std::nullopt;
}

std::vector<std::string> end_reused_agent(pqxx::work& work, UserId const& user_id, std::string const& jti,
                                          ClientInfo const& client)
{
    auto ended = db::first_column<std::string>(work.exec_params(kEndReused, user_id, jti));
    if (!ended.empty())
        note(work, user_id, "agent_token_reused", client);
    return ended;
}

bool was_reused(pqxx::work& work, UserId const& user_id, std::string const& jti)
{
    return work.exec_params1(kWasReused, user_id, jti)[0].as<bool>();
}

bool forget_reused_agent(pqxx::work& work, UserId const& user_id, std::string const& id)
{
    return work.exec_params(kForgetReused, user_id, id).affected_rows() > 0;
}

json::array agent_tokens_of(pqxx::work& work, UserId const& user_id)
{
    return listed(work, user_id, "");
}

bool report_agent_state(pqxx::work& work, UserId const& user_id, std::string const& jti,
                        AgentState const& state)
{
    auto const sources = json::serialize(json::array(state.sources.begin(), state.sources.end()));
    auto const reported = work.exec_params(kReportState, user_id, jti, state.version, state.platform, sources,
                                           state.last_sync_at, state.problem);
    return reported.affected_rows() > 0;
}

std::vector<std::string> revoke_agent_token(pqxx::work& work, UserId const& user_id, std::string const& id)
{
    return db::first_column<std::string>(work.exec_params(kRevokeAgentToken, user_id, id));
}

std::vector<std::string> revoke_own_agent_token(pqxx::work& work, UserId const& user_id,
                                                std::string const& jti)
{
    return db::first_column<std::string>(work.exec_params(kGiveBackAgentToken, user_id, jti));
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
