// SPDX-License-Identifier: AGPL-3.0-or-later
// Signing up, in and out, and who one is.
#pragma once

#include "http/router.hpp"

namespace rmirror {

struct Services;

http::Routes auth_routes(Services& services);

}  // namespace rmirror
