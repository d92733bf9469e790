// SPDX-License-Identifier: AGPL-3.0-or-later
// What a user's devices hold: notebooks, folders and their pages.
#pragma once

#include "http/router.hpp"
#include "services.hpp"

namespace rmirror {

http::Routes notebooks_routes(Services& services);

}  // namespace rmirror
