// SPDX-License-Identifier: AGPL-3.0-or-later
// The long-lived tokens of agents: each a row, so that it can be listed and taken back.
#pragma once

#include "base/ids.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <optional>
#include <string>
#include <vector>

namespace rmirror::auth {

/// Beyond this many, somebody's script is running wild.
constexpr int kMostAgentTokens = 100;

struct AgentToken {
    std::string jti;
    boost::json::object row;  // id, name, created_at, expires_at, last_used_at.
};

/// Nothing when the user has kMostAgentTokens already. The token ends with the session it comes from when
/// that was stolen; empty where there is none.
std::optional<AgentToken> add_agent_token(pqxx::work& work, UserId const& user_id, std::string const& name,
                                          std::string const& session_id);

/// Those that still open something, newest first.
boost::json::array agent_tokens_of(pqxx::work& work, UserId const& user_id);

/// The jti of what was revoked; nothing when the user has no such token.
std::optional<std::string> revoke_agent_token(pqxx::work& work, UserId const& user_id, std::string const& id);

/// By the agent whose it is. False when it was revoked already.
bool give_back_agent_token(pqxx::work& work, UserId const& user_id, std::string const& jti);

/// Also of those that were approved and have not fetched their token yet. The jti of each that was revoked.
std::vector<std::string> revoke_all_agents(pqxx::work& work, UserId const& user_id);
std::vector<std::string> revoke_agents_of_session(pqxx::work& work, UserId const& user_id,
                                                  std::string const& session_id);

}  // namespace rmirror::auth
