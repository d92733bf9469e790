// SPDX-License-Identifier: AGPL-3.0-or-later
// What is to be done for a user: how it stands, what failed, once more, not at all.
#pragma once

#include "http/router.hpp"
#include "services.hpp"

namespace rmirror {

http::Routes sync_routes(Services& services);

}  // namespace rmirror
