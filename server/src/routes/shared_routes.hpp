// SPDX-License-Identifier: AGPL-3.0-or-later
// Requests about one's own library and about what other people share.
#pragma once

#include "routes/routes.hpp"

namespace rmirror::routes {

/// The handler's reply for the caller's own library. If that doesn't have what the request names, the reply
/// about the notebook that another person shares with the caller, if there is one and the route is for that.
http::Reply with_shared_library(App& app, Row const& row, Call const& call, Handler handler);

}  // namespace rmirror::routes
