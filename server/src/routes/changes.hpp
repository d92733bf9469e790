// SPDX-License-Identifier: AGPL-3.0-or-later
// What has changed since a reader last asked, at once or when it happens.
#pragma once

#include "http/router.hpp"
#include "services.hpp"

namespace rmirror {

http::Routes changes_routes(Services& services);

}  // namespace rmirror
