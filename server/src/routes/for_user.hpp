// SPDX-License-Identifier: AGPL-3.0-or-later
// Handlers of what is somebody's own: they are given the services and the user's id, and called for nobody
// else.
#pragma once

#include "auth/user.hpp"
#include "services.hpp"

#include <string>

namespace rmirror {

using OwnHandler = http::Reply (*)(Services&, http::Request const&, std::string const& user_id);
using LateOwnHandler = void (*)(Services&, http::Request const&, std::string const& user_id,
                                http::Answer const&);

inline http::Handler for_user(Services& services, OwnHandler handler)
{
    return authenticated(services, [&services, handler](http::Request const& request, User const& user) {
        return handler(services, request, user.id);
    });
}

inline http::LateHandler for_user(Services& services, LateOwnHandler handler)
{
    return authenticated_late(services, [&services, handler](http::Request const& request, User const& user,
                                                             http::Answer const& answer) {
        handler(services, request, user.id, answer);
    });
}

}  // namespace rmirror
