// SPDX-License-Identifier: AGPL-3.0-or-later
// How much of a month's reading is used.
#pragma once

#include "http/router.hpp"
#include "services.hpp"

namespace rmirror {

http::Routes quota_routes(Services& services);

}  // namespace rmirror
