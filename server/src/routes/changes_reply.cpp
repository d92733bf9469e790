// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/changes_reply.hpp"

#include "http/problem.hpp"

#include <utility>

namespace rmirror::routes {

http::Reply changes_reply(std::optional<library::Changes> changes)
{
    if (!changes)
        return http::problem(http::Code::Service_Unavailable,
                             "Changes can't be loaded at the moment. Try again.")
            .with("Retry-After", "5");
    if (changes->is_lost)
        return http::problem(http::Code::Gone,
                             "Changes since then are no longer available. Load the tree again and continue "
                             "from its `cursor`.")
            .with("Cache-Control", "no-store");
    return http::ok_json(std::move(changes->answer)).with("Cache-Control", "no-store");
}

}  // namespace rmirror::routes
