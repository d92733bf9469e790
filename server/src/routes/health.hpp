// SPDX-License-Identifier: AGPL-3.0-or-later
// What load balancers and scripts ask: is the process there, and may it be given work?
#pragma once

#include "http/router.hpp"

#include <atomic>

namespace rmirror {

/// `ready` must outlive the server.
http::Routes health_routes(std::atomic<bool> const& ready);

}  // namespace rmirror
