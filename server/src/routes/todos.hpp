// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands on a user's pages to be done.
#pragma once

#include "http/router.hpp"
#include "services.hpp"

namespace rmirror {

http::Routes todos_routes(Services& services);

}  // namespace rmirror
