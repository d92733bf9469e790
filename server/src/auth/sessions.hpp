// SPDX-License-Identifier: AGPL-3.0-or-later
// Signed in in a browser: a session, and its refresh tokens, each good for one exchange.
#pragma once

#include "auth/client_info.hpp"
#include "base/ids.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace rmirror::auth {

constexpr std::chrono::seconds kSessionLife = std::chrono::days(30);  // Since it was last used.

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
        stolen,   // Shown for a second time: the session, with all its tokens, is over now.
    };

    Verdict verdict = Verdict::unknown;
    Session session;  // When renewed; when stolen, its id only.
};

/// Exchanges a refresh token for the next one. Two tabs of one browser may show the same token at the same
/// time, or one whose answer got lost may ask again; so for ten seconds a used token still renews the
/// session, but gets no successor: whoever stole it cannot stay by it.
Refreshed refresh_session(pqxx::work& work, std::string_view refresh_token, ClientInfo const& client);

/// The session that has ended; nothing when the token is unknown.
std::optional<std::string> close_session(pqxx::work& work, std::string_view refresh_token,
                                         ClientInfo const& client);

}  // namespace rmirror::auth
