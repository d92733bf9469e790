// SPDX-License-Identifier: AGPL-3.0-or-later
// How agents get in: device codes, tokens, and taking them back.
#pragma once

#include "http/router.hpp"

namespace rmirror {

struct Services;

http::Routes agent_token_routes(Services& services);

}  // namespace rmirror
