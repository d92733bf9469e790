// SPDX-License-Identifier: AGPL-3.0-or-later
// Signed in in a browser: a session, and its refresh tokens, each good for one exchange.
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

constexpr std::chrono::seconds kSessionLife = std::chrono::days(30);  // Since it was last used.

constexpr int kMostSessions = 100;  // Of an account; each more ends the one that was not used for longest.

struct Session {
    std::string id;
    UserId user_id;
    std::string refresh_token;  // Empty: the browser has the newest already.
};

Session open_session(pqxx::work& work, UserId const& user_id, ClientInfo const& client);

struct Refreshed {
    enum class Verdict {
        renewed,
        unknown,  // Never ours, or long over.
        stolen,   // Shown for a second time: the session is over now, and all devices it let in.
    };

    Verdict verdict = Verdict::unknown;
    Session session;                   // When renewed; when stolen, its id only.
    std::vector<std::string> revoked;  // When stolen: the session's id, and the jti of each device.
};

/// Exchanges a refresh token for the next one. Two tabs of one browser may show the same token at the same
/// time, or one whose answer got lost may ask again; so for ten seconds a used token still renews the
/// session, but gets no successor: whoever stole it cannot stay by it.
Refreshed refresh_session(pqxx::work& work, std::string_view refresh_token, ClientInfo const& client);

/// The session that has ended; nothing when the token is unknown.
std::optional<std::string> close_session(pqxx::work& work, std::string_view refresh_token,
                                         ClientInfo const& client);

/// Whether the session of this user is alive; it stays so until the transaction ends. By a token that is
/// believed for some seconds nothing lasting is made. True for whoever has none.
bool hold_session(pqxx::work& work, User const& user);

/// Those that are alive, last used first, as the contract has them.
boost::json::array sessions_of(pqxx::work& work, User const& user);

/// False when the user has no such session.
bool end_session(pqxx::work& work, User const& user, std::string const& id);

enum class WhyEnded { by_hand, password };
/// All but the user's own. The id of each that ended; nothing when the user's own has ended meanwhile.
std::optional<std::vector<std::string>> end_other_sessions(pqxx::work& work, User const& user, WhyEnded why);

}  // namespace rmirror::auth
