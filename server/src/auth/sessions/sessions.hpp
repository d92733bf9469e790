// SPDX-License-Identifier: AGPL-3.0-or-later
// Sessions in browsers, and their refresh tokens, each of which can be exchanged once.
#pragma once

#include "auth/client_info.hpp"
#include "auth/user.hpp"
#include "base/ids.hpp"

#include <boost/json/array.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace rmirror::auth {

constexpr std::chrono::seconds kSessionLife = std::chrono::days(30);  // Since its last use.

constexpr int kMaxSessions = 100;  // Per account; a new one ends the least recently used.

struct Session {
    std::string id;
    UserId user_id;
    std::string refresh_token;  // Empty: the browser has the newest already.
};

Session open_session(pqxx::work& work, UserId const& user_id, ClientInfo const& client);

struct Refreshed {
    enum class Verdict {
        renewed,
        unknown,  // No token of ours, or its session has ended.
        stolen,   // Presented again: the session and all devices it approved are ended.
    };

    Verdict verdict = Verdict::unknown;
    Session session;                   // If renewed; if stolen, without a token.
    std::vector<std::string> revoked;  // If stolen: the session's id, and the jti of each device.
};

/// Exchanges a refresh token for the next one. Two tabs of one browser may send the same token at the same
/// time, and a client whose reply was lost sends it again; so for ten seconds a used token still renews the
/// session, but gets no successor, and a thief can't keep the session with it.
Refreshed refresh_session(pqxx::work& work, std::string_view refresh_token, ClientInfo const& client);

/// The id of the session that has ended; nullopt if the token is unknown.
std::optional<std::string> close_session(pqxx::work& work, std::string_view refresh_token,
                                         ClientInfo const& client);

/// Whether the user's session is alive; if so, locks it until the transaction ends. Handlers that create
/// something lasting call this, because the authenticator caches tokens for some seconds. True for users
/// without a session.
bool lock_session(pqxx::work& work, User const& user);

/// The user's sessions that are alive, last used first: each a `Session` of shared/openapi.yaml.
boost::json::array sessions_of(pqxx::work& work, User const& user);

/// False if the user has no such session.
bool end_session(pqxx::work& work, User const& user, std::string const& id);

enum class WhyEnded { by_hand, password };
/// Ends all sessions but the user's own. Returns the id of each; nullopt if the user's own has ended
/// meanwhile.
std::optional<std::vector<std::string>> end_other_sessions(pqxx::work& work, User const& user, WhyEnded why);
/// Ends all sessions of a user whose password was reset. Returns the id of each.
std::vector<std::string> end_all_sessions(pqxx::work& work, UserId const& user_id);

}  // namespace rmirror::auth
