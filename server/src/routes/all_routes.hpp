// SPDX-License-Identifier: AGPL-3.0-or-later
// Every resource of the API, once each: what is served, and what --routes prints.
#pragma once

#include "http/router.hpp"
#include "services.hpp"

namespace rmirror {

/// `services` must outlive the server.
http::Routes all_routes(Services& services);
/// What tells whether a server is well, and no more.
http::Routes watching_routes(Services& services);

}  // namespace rmirror
