// SPDX-License-Identifier: AGPL-3.0-or-later
// What people change at a service, such as a todo that they complete there: looked for every few minutes, and
// sooner where the service hints at it. Of all processes one looks for an integration at a time.
#pragma once

#include "db/pool.hpp"
#include "targets/caller.hpp"
#include "targets/integration.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets {

struct LookerOptions {
    std::chrono::seconds every{300};
    std::string public_url;  // Of this server, without a slash at its end.
    std::stop_token cancellation = {};
};

class Looker {
public:
    /// All must outlive it.
    Looker(Target const& target, db::Pool& pool, upstream::Gateway& gateway, Callers const& callers,
           LookerOptions options);

    /// All integrations that are due. Answers how many todos were completed or reopened.
    std::size_t look();

private:
    struct Due;
    class Look;
    struct Finished {
        bool is_whole = false;  // All up to `to` has been seen.
        std::string to = {};    // By the service's clock; empty: nothing was changed.
        bool is_early = false;  // It is looked at again soon.
    };

    std::optional<Due> claim();
    std::size_t look_at(Due const& due);
    void finish(Due const& due, Finished const& finished);

    Target const& target_;
    db::Pool& pool_;
    upstream::Gateway& gateway_;
    Callers const& callers_;
    LookerOptions options_;
};

/// Something changed in a workspace of a service; `authors` are the ids that the service knows them by. What
/// only our own connections did is nothing to look for. A transaction of the system's.
void hint(pqxx::work& work, std::string_view provider, std::string const& workspace_id,
          std::vector<std::string> const& authors);

}  // namespace rmirror::targets
