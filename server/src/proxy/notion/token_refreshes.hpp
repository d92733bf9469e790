// SPDX-License-Identifier: AGPL-3.0-or-later
// Refreshes tokens after Notion answered 401, on threads that may block.
#pragma once

#include "base/log.hpp"
#include "base/threads/thread_pool.hpp"
#include "notion/access.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <variant>

namespace rmirror::proxy::notion {

/// Blocks on the database and on Notion.
using Refresh = std::function<std::variant<rmirror::notion::Access, rmirror::notion::NoAccess>(
    UserId const&, rmirror::notion::Access const& stale)>;

class TokenRefreshes {
public:
    TokenRefreshes(Refresh refresh, Log& log);

    using Then = std::function<void(std::optional<rmirror::notion::Access>)>;
    /// Doesn't block. Calls `then` once, possibly before it returns, with the new access or with nullopt if
    /// there is none; not at all if close() drops the request. Thread-safe.
    void find(UserId const& user_id, rmirror::notion::Access const& stale, Then const& then);
    /// Waits for refreshes in progress and drops queued ones; `refresh` is never called afterwards.
    void close();

private:
    Refresh refresh_;
    Log& log_;
    std::mutex mutex_;
    std::unique_ptr<ThreadPool> threads_;  // Null once closed.
};

}  // namespace rmirror::proxy::notion
