// SPDX-License-Identifier: AGPL-3.0-or-later
// The contract itself, so that whoever finds a server finds what it can be asked.
#pragma once

#include "http/router.hpp"

namespace rmirror {

http::Routes openapi_routes();

}  // namespace rmirror
