// SPDX-License-Identifier: AGPL-3.0-or-later
// What load balancers and scripts ask: is the process there, and may it be given work?
#pragma once

#include "http/router.hpp"
#include "services.hpp"

namespace rmirror {

http::Routes health_routes(Services& services);

}  // namespace rmirror
