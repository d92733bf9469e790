// SPDX-License-Identifier: AGPL-3.0-or-later
// The long-lived tokens of agents. Each is a row, so that it can be listed and revoked.
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

/// Per user. An account with more has a script running wild.
constexpr int kMaxAgentTokens = 100;

struct AgentToken {
    std::string jti;
    boost::json::object row;  // `AgentToken` of shared/openapi.yaml.
    std::chrono::seconds life{0};
};

/// nullopt if the user has kMaxAgentTokens already. If the session `session_id` turns out to be stolen, the
/// token is revoked with it; empty if the token comes from no session.
std::optional<AgentToken> add_agent_token(pqxx::work& work, UserId const& user_id, std::string const& name,
                                          std::string const& session_id);

struct Renewal {
    enum class Kind {
        first,
        repeat,  // Repeated within ten minutes: the newest token stays the newest.
    };

    AgentToken token;
    Kind kind = Kind::first;
};

/// Renews a token for thirty days. `jti` is the newest token's or that of the one before it, which stays
/// valid for ten minutes: so concurrent callers, and one whose reply was lost, all end up with the same
/// newest token. nullopt if the token is revoked, expired or older. A year after its owner connected the
/// device, the token isn't replaced any more, and expires.
std::optional<Renewal> renew_agent_token(pqxx::work& work, UserId const& user_id, std::string const& jti);

/// What an agent reports about itself, for its owner to see.
struct AgentState {
    std::string version;
    std::string platform;
    std::vector<std::string> sources;         // Kinds of sources, such as "desktop-app", never their paths.
    std::optional<std::string> last_sync_at;  // A time in the future is stored as now.
    std::optional<std::string> problem;
};

/// Replaces the last report. False if the agent's token is no longer valid.
bool report_agent_state(pqxx::work& work, UserId const& user_id, std::string const& jti,
                        AgentState const& state);

/// If `jti` is a token that was renewed more than ten minutes ago, two clients have it: signs the device out
/// and notifies its owner. Returns the jti of each token that this revokes.
std::vector<std::string> end_reused_agent(pqxx::work& work, UserId const& user_id, std::string const& jti,
                                          ClientInfo const& client);

/// Whether the token's device was signed out by end_reused_agent().
bool was_reused(pqxx::work& work, UserId const& user_id, std::string const& jti);

/// Removes a device that was signed out by end_reused_agent() from the list. False if there is none.
bool forget_reused_agent(pqxx::work& work, UserId const& user_id, std::string const& id);

/// Valid tokens, and tokens of devices that were signed out because of reuse, newest first.
boost::json::array agent_tokens_of(pqxx::work& work, UserId const& user_id);

/// The jti of the revoked token and of the one before it; empty if the user has no such token.
std::vector<std::string> revoke_agent_token(pqxx::work& work, UserId const& user_id, std::string const& id);

/// The same by the agent's own `jti`. Empty if the token was revoked already.
std::vector<std::string> revoke_own_agent_token(pqxx::work& work, UserId const& user_id,
                                                std::string const& jti);

/// Also denies devices that were approved and haven't fetched their token yet. Returns the jti of each
/// revoked token.
std::vector<std::string> revoke_all_agents(pqxx::work& work, UserId const& user_id);
std::vector<std::string> revoke_agents_of_session(pqxx::work& work, UserId const& user_id,
                                                  std::string const& session_id);

}  // namespace rmirror::auth
