// SPDX-License-Identifier: AGPL-3.0-or-later
// What a user is told in the dashboard: quota that is nearly spent, work that failed for good.
#pragma once

#include "http/router.hpp"
#include "services.hpp"

namespace rmirror {

http::Routes notification_routes(Services& services);

}  // namespace rmirror
