// SPDX-License-Identifier: AGPL-3.0-or-later
// Claude, through this server and its key.
#pragma once

#include "http/router.hpp"
#include "services.hpp"

namespace rmirror {

http::Routes claude_routes(Services& services);

}  // namespace rmirror
