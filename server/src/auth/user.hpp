// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is asking, as handlers are told it.
#pragma once

#include "base/ids.hpp"

#include <string>

namespace rmirror {

/// Never made from anything but a token that was checked.
struct User {
    UserId id;
    std::string session_id;  // Signed in here, in the dashboard.
    std::string agent_jti;   // Or an agent with a token of its own. Neither: by the sign-in service.

    bool is_agent() const { return !agent_jti.empty(); }
};

}  // namespace rmirror
