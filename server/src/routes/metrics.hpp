// SPDX-License-Identifier: AGPL-3.0-or-later
// What Prometheus asks: requests of this process, the queue of all.
#pragma once

#include "http/router.hpp"
#include "services.hpp"

namespace rmirror {

http::Routes metrics_routes(Services& services);

}  // namespace rmirror
