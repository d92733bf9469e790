// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is asking, as handlers are told it, and the wrapping that tells them.
#pragma once

#include "http/router.hpp"

#include <functional>
#include <string>

namespace rmirror {

struct Services;

/// Never made from anything but a token that was checked.
struct User {
    std::string id;
    std::string session_id;  // Signed in here, in the dashboard.
    std::string agent_jti;   // Or an agent with a token of its own. Neither: by the sign-in service.
};

using UserHandler = std::function<http::Reply(http::Request const&, User const&)>;
using LateUserHandler = std::function<void(http::Request const&, User const&, http::Answer)>;

/// The handler is only called for somebody who may come in; everybody else gets a 401. Whoever asks is found
/// out on a worker, since that may need the database: never put these on the loop.
http::Handler authenticated(Services& services, UserHandler handler);
http::LateHandler authenticated_late(Services& services, LateUserHandler handler);

/// For what only a person may do, such as letting agents in: agents get a 403.
http::Handler in_person(Services& services, UserHandler handler);

}  // namespace rmirror
