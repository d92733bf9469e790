// SPDX-License-Identifier: AGPL-3.0-or-later
// What a device holds, told as a whole: the answer says what to send.
#pragma once

#include "http/router.hpp"
#include "services.hpp"

namespace rmirror {

http::Routes manifest_routes(Services& services);

}  // namespace rmirror
