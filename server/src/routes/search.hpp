// SPDX-License-Identifier: AGPL-3.0-or-later
// Finding words in what a user wrote.
#pragma once

#include "http/router.hpp"
#include "services.hpp"

namespace rmirror {

http::Routes search_routes(Services& services);

}  // namespace rmirror
