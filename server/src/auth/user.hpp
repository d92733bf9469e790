// SPDX-License-Identifier: AGPL-3.0-or-later
// The user of a request, as handlers get it.
#pragma once

#include "base/ids.hpp"

#include <string>

namespace rmirror {

/// Only ever made from a verified token.
struct User {
    UserId id;
    std::string session_id;  // Set for a user who signed in here, in the dashboard.
    std::string agent_jti;   // Set for an agent with its own token. Neither: by the sign-in service.

    bool is_agent() const { return !agent_jti.empty(); }
};

}  // namespace rmirror
