// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers for which a service has to be asked first, and refusals that come of it.
#pragma once

#include "notion/api.hpp"
#include "routes/routes.hpp"

#include <functional>

namespace rmirror::routes {

/// Calls `work` on a thread that may wait, and answers with what it returns. It must keep nothing of the
/// call.
void answer_later(App& app, Call const& call, http::Answer const& answer, std::function<http::Reply()> work);

/// Of a call to Notion that brought nothing.
http::Reply problem_of(notion::Failed const& failed);

}  // namespace rmirror::routes
