// SPDX-License-Identifier: AGPL-3.0-or-later
// Replies that need a call to an external service first, and the problems for calls that failed.
#pragma once

#include "notion/api.hpp"
#include "routes/routes.hpp"

#include <functional>
#include <string>

namespace rmirror::routes {

/// Runs `work` on a thread that may block and answers with its reply, or with 503 if too many tasks are
/// waiting. `work` must not keep references to `call`.
void answer_async(App& app, Call const& call, http::Answer const& answer, std::function<http::Reply()> work);
/// The same for callers who aren't signed in. `owner`: of the task; owners take turns.
void answer_async(App& app, std::string const& owner, http::Answer const& answer,
                  std::function<http::Reply()> work);

/// The problem for a failed call to Notion: 503 with Retry-After if Notion is busy, otherwise 502.
http::Reply problem_of(notion::Failed const& failed);

}  // namespace rmirror::routes
