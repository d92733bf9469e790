// SPDX-License-Identifier: AGPL-3.0-or-later
// The pictures of pages, as devices send them up and browsers show them.
#pragma once

#include "http/router.hpp"
#include "services.hpp"

namespace rmirror {

http::Routes page_images_routes(Services& services);

}  // namespace rmirror
