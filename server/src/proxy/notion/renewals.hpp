// SPDX-License-Identifier: AGPL-3.0-or-later
// New tokens for calls that Notion has refused with 401, found on threads that may wait.
#pragma once

#include "base/log.hpp"
#include "base/thread_pool.hpp"
#include "notion/access.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <variant>

namespace rmirror::proxy::notion {

/// Waits for the database and for Notion.
using Refresh = std::function<std::variant<rmirror::notion::Access, rmirror::notion::NoAccess>(
    UserId const&, rmirror::notion::Access const& stale)>;

class Renewals {
public:
    Renewals(Refresh refresh, Log& log);

    using Then = std::function<void(std::optional<rmirror::notion::Access>)>;
    /// From any thread, without waiting. `then` is called with nothing where there is no new token; and not
    /// at all when this is closed meanwhile.
    void find(UserId const& user_id, rmirror::notion::Access const& stale, Then const& then);
    /// Ends what is under way: `refresh` is not called from then on, whoever still asks.
    void close();

private:
    Refresh refresh_;
    Log& log_;
    std::mutex mutex_;
    std::unique_ptr<ThreadPool> threads_;  // None once it is closed.
};

}  // namespace rmirror::proxy::notion
