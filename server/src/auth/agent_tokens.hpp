// SPDX-License-Identifier: AGPL-3.0-or-later
// The long-lived tokens of agents: each a row, so that it can be listed and taken back.
#pragma once

#include "auth/client_info.hpp"
#include "base/ids.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace rmirror::auth {

/// Beyond this many, somebody's script is running wild.
constexpr int kMostAgentTokens = 100;

struct AgentToken {
    std::string jti;
    boost::json::object row;  // AgentToken of the contract.
    std::chrono::seconds life{0};
};

/// Nothing when the user has kMostAgentTokens already. The token ends with the session it comes from when
/// that was stolen; empty where there is none.
std::optional<AgentToken> add_agent_token(pqxx::work& work, UserId const& user_id, std::string const& name,
                                          std::string const& session_id);

struct Renewal {
    enum class Kind {
        first,
        repeat,  // Asked again within ten minutes: the newest token stays the newest.
    };

    AgentToken token;
    Kind kind = Kind::first;
};

/// Thirty more days, by the newest token or by the one before it, which stays good for ten minutes: so
/// processes that ask at once, and one whose answer got lost, all end up with the same newest token. Nothing
/// when the token is revoked, expired or older. A year after the person connected the device its token is
/// not replaced any more, and expires.
std::optional<Renewal> renew_agent_token(pqxx::work& work, UserId const& user_id, std::string const& jti);

/// What a device says of itself, to be shown to its owner.
struct AgentState {
    std::string version;
    std::string platform;
    std::vector<std::string> sources;         // Their kinds, such as "desktop-app", never their places.
    std::optional<std::string> last_sync_at;  // One in the future is stored as now.
    std::optional<std::string> problem;
};

/// Replaces what it said before. False when its token is no longer good.
bool report_agent_state(pqxx::work& work, UserId const& user_id, std::string const& jti,
                        AgentState const& state);

/// Signs the device out and tells its owner if `jti` is of a token that was renewed more than ten minutes
/// ago: then the token is known to two. The jti of each token that this ends; none otherwise.
std::vector<std::string> end_reused_agent(pqxx::work& work, UserId const& user_id, std::string const& jti,
                                          ClientInfo const& client);

/// Whether the token is of a device that was signed out in this way.
bool was_reused(pqxx::work& work, UserId const& user_id, std::string const& jti);

/// Takes a device that was signed out in this way off the list.
bool forget_reused_agent(pqxx::work& work, UserId const& user_id, std::string const& id);

/// Those that still open something, and those that were signed out because a token was reused, newest first.
boost::json::array agent_tokens_of(pqxx::work& work, UserId const& user_id);

/// The jti of what was revoked, and of the token before it; none when the user has no such token.
std::vector<std::string> revoke_agent_token(pqxx::work& work, UserId const& user_id, std::string const& id);

/// The same, by the agent whose it is. None when it was revoked already.
std::vector<std::string> give_back_agent_token(pqxx::work& work, UserId const& user_id,
                                               std::string const& jti);

/// Also of those that were approved and have not fetched their token yet. The jti of each that was revoked.
std::vector<std::string> revoke_all_agents(pqxx::work& work, UserId const& user_id);
std::vector<std::string> revoke_agents_of_session(pqxx::work& work, UserId const& user_id,
                                                  std::string const& session_id);

}  // namespace rmirror::auth
